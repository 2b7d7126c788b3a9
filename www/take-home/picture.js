// A view as a picture: a document of SVG that stands alone, and the same as PNG.

import { el } from "../dom.js";
import { svg } from "./apart.js";
import { filled } from "./shapes.js";
import { FINENESS, SvgCanvas } from "./svg-canvas.js";
import { Tracing } from "./tracing.js";
import { undressed } from "./undressed.js";

/** @typedef {import("../views/view.js").Frame} Frame */
/** @typedef {import("../views/view.js").View} View */

/** Around what is shown, in CSS pixels. */
const MARGIN = 16;

/**
 * A view of a figure on the page, as it is at this moment: its panel without what only works on a page, in real text
 * and shapes; of images, such as the decision surface's colours, two pixels for a CSS pixel.
 * @param {View} view
 * @param {Frame} frame what it shows
 * @returns {string} an SVG document, its size in CSS pixels
 * @throws {Error} where the page shows nothing of it
 */
export function svgOf(view, frame) {
  const { element } = view;
  if (!element.checkVisibility()) throw new Error("There is no picture of what the page does not show.");
  /** @type {Map<Element, SVGElement>} */
  const drawings = new Map();
  view.draw({ ...frame, lab: recording(frame, drawings), playing: false });
  const tracing = new Tracing(element, drawings);
  undressed(element, () => tracing.trace());
  const [width, height] = [tracing.width, tracing.height].map((length) => Math.ceil(length) + 2 * MARGIN);
  const title = svg("title", {});
  title.textContent = element.getAttribute("aria-label");
  const paper = filled(getComputedStyle(element).getPropertyValue("--xor-lab-paper"));
  tracing.shapes.setAttribute("transform", `translate(${MARGIN} ${MARGIN})`);
  return new XMLSerializer().serializeToString(svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` },
    title, svg("rect", { width, height, fill: "none", ...paper }), tracing.shapes));
}

/**
 * A document of SVG in pixels.
 * @param {string} text of the document
 * @param {number} scale pixels in a CSS pixel
 * @returns {Promise<Blob>}
 * @throws {Error} where the browser, or the page's security policy, makes no image of it
 */
export async function pngOf(text, scale = 2) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  try {
    await image.decode();
  } catch {
    throw new Error("No PNG can be made here: the browser, or the page's security policy (img-src without data:), shows no SVG as an image. The SVG itself is fine.");
  }
  const [width, height] = [image.naturalWidth, image.naturalHeight].map((length) => Math.round(length * scale));
  const canvas = el("canvas", { width, height });
  canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  if (!blob) throw new Error(`No PNG can be made here: ${width} × ${height} pixels are too many for this browser. The SVG itself is fine.`);
  return blob;
}

/**
 * The same run; what a view draws of it on a canvas is drawn a second time, as SVG.
 * @param {Frame} frame
 * @param {Map<Element, SVGElement>} drawings gets what was drawn, by canvas, in CSS pixels
 * @returns {import("../views/view.js").Lab}
 */
function recording({ lab, style }, drawings) {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(lab)).filter((name) => name.startsWith("draw"));
  return Object.create(lab, Object.fromEntries(names.map((name) => [name, {
    value: (/** @type {HTMLCanvasElement} */ canvas, /** @type {unknown[]} */ ...rest) => {
      const draw = /** @type {any} */ (lab)[name].bind(lab);
      const result = draw(canvas, ...rest);
      const [width, height] = [canvas.width, canvas.height].map((pixels) => Math.round(pixels * FINENESS / devicePixelRatio));
      const copy = new SvgCanvas(width, height);
      // Only now: a style of another scale takes the place of the one before.
      draw(copy, style(FINENESS), ...rest.slice(1));
      copy.drawing.setAttribute("transform", `scale(${1 / FINENESS})`);
      drawings.set(canvas, copy.drawing);
      return result;
    },
  }])));
}
