// The shadow root's own parts: style sheet, fallback content, the failed state, and the figure.

import { el, sheetFor } from "./dom.js";

/** A style sheet belongs to one document, and is that of all figures there. @type {WeakMap<Document, Promise<CSSStyleSheet>>} */
const sheets = new WeakMap();

/** @param {Document} page */
function sheetOf(page) {
  const sheet = sheets.get(page) ?? load(page).catch((error) => {
    sheets.delete(page);
    throw error;
  });
  sheets.set(page, sheet);
  return sheet;
}

/** Not by a link, which is without its style sheet for a moment wherever a figure moves. @param {Document} page */
async function load(page) {
  const response = await fetch(new URL("./xor-lab.css", import.meta.url));
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return sheetFor(page).replace(await response.text());
}

export class Shell {
  #root;
  #styled = false;
  /** Settles when the style sheet is there, or does not come. */
  dressed;
  #fallback = el("slot");
  #failure = el("div", { class: "failure", part: "message", role: "alert", hidden: true });
  /** @type {HTMLElement | undefined} */
  #figure;

  /** @param {ShadowRoot} root */
  constructor(root) {
    this.#root = root;
    root.append(this.#failure, this.#fallback);
    this.dressed = this.dress();
  }

  /** Puts the style sheet on; one that comes to another document arrives there without. */
  async dress() {
    try {
      this.#root.adoptedStyleSheets = [await sheetOf(this.#root.ownerDocument)];
    } catch { /* rather plain than not at all */ }
    this.#styled = true;
    this.#reveal();
  }

  /** @param {HTMLElement} figure takes the place of the one before */
  put(figure) {
    this.#figure?.remove();
    this.#figure = figure;
    this.#root.append(figure);
    this.#reveal();
  }

  /**
   * Shows what happened and what to try, above the fallback content.
   * @param {string} what
   * @param {() => void} again
   */
  fail(what, again) {
    this.#failure.replaceChildren(
      el("p", {}, el("b", {}, "This figure cannot run. "), what),
      el("button", { type: "button", class: "button", onclick: () => {
        this.mend();
        again();
      } }, "Try again"));
    this.#failure.hidden = false;
    this.#reveal();
  }

  mend() {
    this.#failure.hidden = true;
    this.#reveal();
  }

  /** A figure without its style sheet would flash; until it is there, the fallback content is. */
  #reveal() {
    const failed = !this.#failure.hidden;
    if (this.#figure) this.#figure.hidden = !this.#styled || failed;
    this.#fallback.hidden = this.#styled && !failed;
  }
}
