// A canvas that writes SVG: what wasm draws on it becomes shapes and text, not pixels.

import { el } from "../dom.js";
import { svg } from "./apart.js";
import { ascent, ruler } from "./ruler.js";

/** Pixels of such a canvas in a CSS pixel: drawings come in whole pixels, and a curve needs finer ones. */
export const FINENESS = 4;
/** Pixels of an image in a CSS pixel. */
const IMAGE_FINENESS = 2;

/** It is its own context, and has of one what src/web/canvas.rs uses. */
export class SvgCanvas {
  fillStyle = "#000000";
  strokeStyle = "#000000";
  globalAlpha = 1;
  lineWidth = 1;
  /** @type {CanvasLineJoin} */
  lineJoin = "miter";
  font = "10px sans-serif";
  /** @type {CanvasTextAlign} */
  textAlign = "left";
  /** @type {CanvasTextBaseline} */
  textBaseline = "alphabetic";
  width;
  height;
  /** What has been drawn, in pixels of this canvas. */
  drawing = svg("g", {});
  #path = "";

  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.width = width;
    this.height = height;
  }

  getContext() {
    return this;
  }

  beginPath() {
    this.#path = "";
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.#path += `${this.#path && "L"}${x} ${y}`;
  }

  /** A whole circle: there are no other arcs here. @param {number} x @param {number} y @param {number} radius */
  arc(x, y, radius) {
    const half = `a${radius} ${radius} 0 0 1`;
    this.#path += `${x - radius} ${y}${half} ${2 * radius} 0${half} ${-2 * radius} 0z`;
  }

  fill() {
    this.#add("path", { d: `M${this.#path}`, ...this.#filled() });
  }

  stroke() {
    this.#add("path", { d: `M${this.#path}`, ...this.#stroked() });
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.#add("rect", { x, y, width, height, ...this.#filled() });
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.#add("rect", { x, y, width, height, ...this.#stroked() });
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    const [, size, family] = /^(.*?)px (.*)$/.exec(this.font) ?? ["", "10", "sans-serif"];
    // Programs differ in where they put other baselines.
    const down = ascent(this.font) - ascent(this.font, this.textBaseline);
    const anchor = { left: "start", center: "middle", right: "end" }[String(this.textAlign)] ?? "start";
    this.#add("text", { x, y: y + down, "font-size": size, "font-family": family, "text-anchor": anchor, ...this.#filled() }, document.createTextNode(text));
  }

  /** @param {string} text */
  measureText(text) {
    return ruler(this.font).measureText(text);
  }

  /** @param {ImageData} image @param {number} x @param {number} y */
  putImageData(image, x, y) {
    const { width, height } = image;
    const whole = el("canvas", { width, height });
    whole.getContext("2d")?.putImageData(image, 0, 0);
    const [columns, rows] = [width, height].map((pixels) => Math.ceil(pixels * IMAGE_FINENESS / FINENESS));
    const smaller = el("canvas", { width: columns, height: rows });
    smaller.getContext("2d")?.drawImage(whole, 0, 0, columns, rows);
    const element = svg("image", { x, y, width, height, preserveAspectRatio: "none" });
    // Without `xlink` older programs see no address.
    element.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", smaller.toDataURL());
    this.drawing.append(element);
  }

  #filled() {
    return { fill: this.fillStyle, ...(this.globalAlpha < 1 && { "fill-opacity": this.globalAlpha }) };
  }

  #stroked() {
    return {
      fill: "none", stroke: this.strokeStyle, "stroke-width": this.lineWidth, "stroke-linejoin": this.lineJoin,
      ...(this.globalAlpha < 1 && { "stroke-opacity": this.globalAlpha }),
    };
  }

  /**
   * @param {"path" | "rect" | "text"} name
   * @param {Record<string, string | number>} attributes
   * @param {...Node} children
   */
  #add(name, attributes, ...children) {
    this.drawing.append(svg(name, attributes, ...children));
  }
}
