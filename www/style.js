// Colours and font of drawings, as CSS has them for an element.

/** @typedef {import("./lab-loader.js").Module} Module */

/** Custom properties `--xor-lab-…`, in the order in which drawings take them. */
const COLORS = ["paper", "ink", "muted", "rule", "zero", "middle", "one"];

/**
 * Any CSS colours will do; what is not set, or no opaque colour, is as in the light theme.
 * @param {Module} module
 * @param {Element} element with a shadow root
 * @param {number} scale device pixels in a CSS pixel
 */
export function readStyle({ Style }, element, scale) {
  const probe = document.createElement("i");
  // Where the system forces its colours upon pages, canvases keep their own.
  probe.style.setProperty("forced-color-adjust", "none");
  element.shadowRoot?.append(probe);
  const css = getComputedStyle(probe);
  const parts = (/** @type {string} */ color, /** @type {RegExp} */ form) => {
    probe.style.backgroundColor = color;
    return form.exec(css.backgroundColor)?.slice(1).map(Number);
  };
  const colors = COLORS.map((name) => {
    const color = `var(--xor-lab-${name})`;
    const rgb = parts(color, /^rgb\((\S+), (\S+), (\S+)\)$/)
      // One of another space, mixed with itself, is in that of the screen.
      ?? parts(`color-mix(in srgb, ${color}, ${color})`, /^color\(srgb (\S+) (\S+) (\S+)\)$/)?.map((part) => 255 * part);
    return rgb?.reduce((all, part) => 256 * all + Math.round(Math.min(255, Math.max(0, part))), 0) ?? -1;
  });
  const font = css.getPropertyValue("--xor-lab-font");
  probe.remove();
  return new Style(Int32Array.from(colors), font, scale);
}
