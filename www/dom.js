// Making elements. Text is always text: nothing here parses HTML.

/** @typedef {string | Node | null | undefined | false} Child */

/**
 * An element with attributes as HTML writes them (`true` for a bare one; false, null and
 * undefined are left out), listeners under `onclick`-like names, and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * The same for SVG, without listeners.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | false)} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * A 16-unit icon in the colour of the text around it.
 * @param {string} path
 */
export const icon = (path) => svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: path }));

/**
 * Shows those of some buttons that can be used; where one goes that has the focus, another has it.
 * @param {HTMLElement[]} buttons
 * @param {(boolean | undefined)[]} usable
 */
export function offer(buttons, usable) {
  const focused = buttons.find((button) => button.matches(":focus"));
  buttons.forEach((button, i) => { button.hidden = !usable[i]; });
  if (focused?.hidden) buttons.find((button) => !button.hidden)?.focus();
}

/**
 * An empty style sheet. It can be used in one document only.
 * @param {Document} page
 * @returns {CSSStyleSheet}
 */
export const sheetFor = ({ defaultView }) => new (/** @type {typeof globalThis} */ (defaultView).CSSStyleSheet)();

let lastId = 0;

/** An id that no other element of the page has. */
export function freshId() {
  return `xor-lab-${++lastId}`;
}

/**
 * Writes text only where it differs, so that an unchanged figure costs no layout.
 * @param {Node} node
 * @param {string} text
 */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
