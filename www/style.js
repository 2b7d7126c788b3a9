// Colours and font of drawings, as CSS has them for an element.

/** @typedef {import("./lab-loader.js").Module} Module */

/** Custom properties `--xor-lab-…`, in the order in which drawings take them. */
const COLORS = ["paper", "ink", "muted", "rule", "zero", "middle", "one"];

/**
 * Any CSS colours will do; what is not set, or no opaque colour, is as in the light theme.
 * @param {Module} module
 * @param {Element} element
 * @param {number} scale device pixels in a CSS pixel
 */
export function readStyle({ Style }, element, scale) {
  const css = getComputedStyle(element);
  const read = (/** @type {string} */ name) => css.getPropertyValue(`--xor-lab-${name}`);
  // Never shown: its fill style turns any opaque CSS colour into #rrggbb.
  const context = document.createElement("canvas").getContext("2d");
  const colors = COLORS.map((name) => {
    if (!context) return -1;
    // What is no colour leaves the fill style as it was.
    context.fillStyle = "transparent";
    context.fillStyle = read(name);
    const [, digits] = /^#(.{6})$/.exec(String(context.fillStyle)) ?? [];
    return digits === undefined ? -1 : parseInt(digits, 16);
  });
  return new Style(Int32Array.from(colors), read("font"), scale);
}
