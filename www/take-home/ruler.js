// What only a canvas can tell: how a font is measured, and what a CSS colour is in red, green and blue.

const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d", { willReadFrequently: true }));

/**
 * A context to measure text with.
 * @param {string} font as CSS writes it
 */
export function ruler(font) {
  context.font = font;
  return context;
}

/**
 * How far a font reaches above a line of text, in pixels: above its baseline, or another line of it.
 * @param {string} font
 * @param {CanvasTextBaseline} line
 */
export function ascent(font, line = "alphabetic") {
  ruler(font).textBaseline = line;
  return context.measureText("x").fontBoundingBoxAscent;
}

/** How far it reaches below its baseline. @param {string} font */
export function descent(font) {
  ruler(font).textBaseline = "alphabetic";
  return context.measureText("x").fontBoundingBoxDescent;
}

/** @type {Map<string, { color: string, alpha: number }>} */
const known = new Map();

/**
 * Any CSS colour in the form that every program reads, and how opaque it is, 0 to 1.
 * @param {string} css
 */
export function paint(css) {
  let found = known.get(css);
  if (!found) {
    // A pixel that is hardly opaque keeps little of its colour.
    const opaque = css.replace(/ \/ [^)]+\)$/, ")").replace(/^rgba\((.*),[^,]+\)$/, "rgb($1)");
    const color = Array.from(pixel(opaque).subarray(0, 3), (part) => part.toString(16).padStart(2, "0"));
    found = { color: `#${color.join("")}`, alpha: Math.round(pixel(css)[3] / 0.255) / 1000 };
    known.set(css, found);
  }
  return found;
}

/** Red, green, blue and alpha, of nothing where it is no colour. @param {string} css */
function pixel(css) {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = "transparent";
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}
