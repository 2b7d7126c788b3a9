// What is seen of an element on the page, drawn again as SVG: real text, and shapes where it has
// boxes, lines and canvases.

import { svg } from "./apart.js";
import { box, hundredths, outline, shape, signs } from "./shapes.js";
import { linesOf, write } from "./text.js";

/** @typedef {import("./shapes.js").Rect} Rect */

export class Tracing {
  /** In CSS pixels from the element's upper left. */
  shapes = svg("g", {});
  /** The room that they need. */
  width = 0;
  height = 0;
  #element;
  #drawings;
  /** Of the picture, in the viewport. */
  #origin = new DOMRect();

  /**
   * @param {Element} element
   * @param {Map<Element, SVGElement>} drawings of its canvases, in CSS pixels
   */
  constructor(element, drawings) {
    this.#element = element;
    this.#drawings = drawings;
  }

  trace() {
    this.#origin = this.#element.getBoundingClientRect();
    this.#visit(this.#element, this.shapes, false);
  }

  /**
   * @param {Element} element
   * @param {SVGElement} into
   * @param {boolean} underlined
   */
  #visit(element, into, underlined) {
    const css = getComputedStyle(element);
    // What is clipped away is there for those who listen.
    if (!element.checkVisibility() || css.clipPath !== "none") return;
    if (Number(css.opacity) < 1) {
      const group = svg("g", { opacity: css.opacity });
      into.append(group);
      into = group;
    }
    const bounds = element.getBoundingClientRect();
    if (css.visibility === "visible") this.#add(into, bounds, this.#shapes(element, this.#place(bounds), css));
    const under = underlined || css.textDecorationLine.includes("underline");
    const text = (/** @type {string} */ words, /** @type {Rect} */ rect) =>
      this.#add(into, rect, write(words, this.#place(rect), element, css, under));
    if (element instanceof HTMLSelectElement) {
      const { left, top, width, height } = bounds;
      const padding = parseFloat(css.paddingLeft) + parseFloat(css.borderLeftWidth);
      text(element.selectedOptions[0]?.text ?? "", { left: left + padding, top, width, height });
      return;
    }
    // Browsers do not agree whether its own space is part of its text.
    const sign = element.localName === "mo";
    for (const child of element.childNodes) {
      if (child instanceof Element) this.#visit(child, into, under);
      else if (child instanceof Text) for (const line of linesOf(child)) text(line.text, sign ? { ...line, left: bounds.left + (bounds.width - line.width) / 2 } : line);
    }
  }

  /** Where something is in the picture. @param {Rect} rect @returns {Rect} */
  #place({ left, top, width, height }) {
    return { left: left - this.#origin.left, top: top - this.#origin.top, width, height };
  }

  /**
   * @param {SVGElement} into
   * @param {Rect} rect where they are in the viewport
   * @param {SVGElement[]} shapes
   */
  #add(into, rect, shapes) {
    if (shapes.length === 0) return;
    into.append(...shapes);
    const { left, top, width, height } = this.#place(rect);
    this.width = Math.max(this.width, left + width);
    this.height = Math.max(this.height, top + height);
  }

  /**
   * What is seen of an element beside its text.
   * @param {Element} element
   * @param {Rect} rect
   * @param {CSSStyleDeclaration} css
   * @returns {SVGElement[]}
   */
  #shapes(element, rect, css) {
    if (element instanceof SVGGraphicsElement) return shape(element, css, this.#origin);
    const shapes = [...box(rect, css), ...signs(element, css, this.#origin)];
    const drawing = this.#drawings.get(element);
    if (drawing) {
      const [left, top] = [rect.left + parseFloat(css.borderLeftWidth), rect.top + parseFloat(css.borderTopWidth)];
      shapes.push(svg("g", { transform: `translate(${hundredths(left)} ${hundredths(top)})` }, drawing));
    }
    return [...shapes, ...outline(rect, css)];
  }
}
