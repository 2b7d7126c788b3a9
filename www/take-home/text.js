// Text of a page as text of SVG: line by line, each where it stands.

import { svg } from "./apart.js";
import { filled, hundredths, stroked } from "./shapes.js";
import { ascent, descent } from "./ruler.js";

/** @typedef {import("./shapes.js").Rect} Rect */

/** What `math` stands for, where a program does not know that. */
const MATH = 'math, "Latin Modern Math", "STIX Two Math", "Cambria Math", serif';

/**
 * The lines of a text, and where they are in the viewport.
 * @param {Text} node
 */
export function linesOf(node) {
  const range = document.createRange();
  const rects = (/** @type {number} */ from, /** @type {number} */ to) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return Array.from(range.getClientRects());
  };
  /** @type {(Rect & { text: string })[]} */
  const lines = [];
  const add = (/** @type {string} */ text, /** @type {Rect} */ { left, top, width, height }, /** @type {string} */ between) => {
    const line = lines.at(-1);
    if (line && Math.abs(line.top - top) < height / 2) {
      line.text += between + text;
      line.width = left + width - line.left;
    } else {
      lines.push({ text, left, top, width, height });
    }
  };
  // Of white space every program makes something else: words stand where they stand.
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    const [rect, ...more] = rects(index, index + word.length);
    if (rect && more.length === 0) add(word, rect, " ");
    // A word that is too long for a line is on several.
    else if (rect) for (let i = 0; i < word.length; i++) add(word[i], rects(index + i, index + i + 1)[0] ?? rect, i ? "" : " ");
  }
  return lines;
}

/**
 * A line of text, over its halo if it has one.
 * @param {string} text
 * @param {Rect} rect where it is in the picture
 * @param {Element} element that it is in
 * @param {CSSStyleDeclaration} css of that
 * @param {boolean} underlined
 * @returns {SVGElement[]}
 */
export function write(text, { left, top, width, height }, element, css, underlined) {
  const drawn = element instanceof SVGElement;
  const ink = filled(drawn ? css.fill : css.color);
  if (!ink || css.visibility !== "visible") return [];
  const family = css.fontFamily === "math" ? MATH : css.fontFamily;
  // A variable, as browsers write it.
  const slanted = element.localName === "mi" && [...text].length === 1;
  const style = slanted ? "italic" : css.fontStyle;
  const font = `${style} ${css.fontWeight} ${css.fontSize} ${css.fontFamily}`;
  const [above, below] = [ascent(font), descent(font)];
  const baseline = top + (height - above - below) / 2 + above;
  const anchor = anchorOf(drawn ? css.textAnchor : css.textAlign);
  const x = left + { start: 0, middle: width / 2, end: width }[anchor];
  const line = (/** @type {Record<string, string | number>} */ looks) => svg("text", {
    x: hundredths(x), y: hundredths(baseline), "font-family": family, "font-size": parseFloat(css.fontSize), ...looks,
    ...(anchor !== "start" && { "text-anchor": anchor }),
    ...(css.fontWeight !== "400" && { "font-weight": css.fontWeight }),
    ...(style !== "normal" && { "font-style": style }),
    ...(underlined && { "text-decoration": "underline" }),
  }, document.createTextNode(text));
  const [color, thickness] = drawn ? [css.stroke, css.strokeWidth] : [css.webkitTextStrokeColor, css.webkitTextStrokeWidth];
  const halo = stroked(color, parseFloat(thickness));
  // A text of its own: not every program can paint the stroke below the fill.
  return [...(halo ? [line({ ...halo, "stroke-linejoin": "round", "aria-hidden": "true" })] : []), line(ink)];
}

/** @param {string} alignment CSS's word for it @returns {"start" | "middle" | "end"} */
function anchorOf(alignment) {
  if (alignment.endsWith("center") || alignment === "middle") return "middle";
  return alignment.endsWith("right") || alignment === "end" ? "end" : "start";
}
