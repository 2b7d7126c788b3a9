// What an element of the page looks like without its text, as shapes of SVG.

import { svg } from "./apart.js";
import { paint } from "./ruler.js";

/** A rectangle, in CSS pixels. @typedef {{ left: number, top: number, width: number, height: number }} Rect */

/** Hundredths of a pixel are enough. @param {number} length */
export const hundredths = (length) => Math.round(length * 100) / 100;

/**
 * @param {Rect} rect
 * @param {number} inset how far inside of it
 * @param {Record<string, string | number>} attributes
 */
function rectangle({ left, top, width, height }, inset, attributes) {
  const [x, y, w, h] = [left + inset, top + inset, width - 2 * inset, height - 2 * inset].map(hundredths);
  return svg("rect", { x, y, width: Math.max(0, w), height: Math.max(0, h), ...attributes });
}

/**
 * Attributes of a filled shape, or nothing if nothing would be seen of it.
 * @param {string} css a colour
 * @returns {Record<string, string | number> | undefined}
 */
export function filled(css) {
  const { color, alpha } = paint(css);
  return alpha > 0 ? { fill: color, ...(alpha < 1 && { "fill-opacity": alpha }) } : undefined;
}

/**
 * Attributes of a line, or nothing if nothing would be seen of it.
 * @param {string} css a colour
 * @param {number} width
 * @param {string} [style] as of a border
 * @returns {Record<string, string | number> | undefined}
 */
export function stroked(css, width, style = "solid") {
  const { color, alpha } = paint(css);
  const dash = { dotted: 1, dashed: 3 }[style];
  return alpha > 0 && width > 0 && style !== "none" ? {
    fill: "none", stroke: color, "stroke-width": width,
    ...(alpha < 1 && { "stroke-opacity": alpha }), ...(dash && { "stroke-dasharray": dash * width }),
  } : undefined;
}

/**
 * Background and borders.
 * @param {Rect} rect
 * @param {CSSStyleDeclaration} css
 * @returns {SVGElement[]}
 */
export function box(rect, css) {
  const shapes = [];
  const radius = parseFloat(css.borderTopLeftRadius);
  const background = filled(css.backgroundColor);
  const round = (/** @type {number} */ inset) => ({ ...(radius > inset && { rx: radius - inset }) });
  if (background) shapes.push(rectangle(rect, 0, { ...background, ...round(0) }));
  const borders = ["top", "right", "bottom", "left"].map((side) => {
    const [width, style, color] = ["width", "style", "color"].map((of) => css.getPropertyValue(`border-${side}-${of}`));
    return { side, width: parseFloat(width), look: stroked(color, parseFloat(width), style) };
  });
  const [first] = borders;
  // Neighbours in a table share a border, which lies half on each.
  const shared = css.display === "table-cell" && css.borderCollapse === "collapse";
  if (borders.every(({ look }) => look && JSON.stringify(look) === JSON.stringify(first.look))) {
    const inset = shared ? 0 : first.width / 2;
    shapes.push(rectangle(rect, inset, { ...first.look, ...round(inset) }));
  } else {
    for (const { side, width, look } of borders) if (look) shapes.push(edge(rect, side, width / 2, look));
  }
  return shapes;
}

/**
 * One border.
 * @param {Rect} rect
 * @param {string} side
 * @param {number} inset
 * @param {Record<string, string | number>} look
 */
function edge({ left, top, width, height }, side, inset, look) {
  const across = side === "top" || side === "bottom";
  const x = across ? left : side === "left" ? left + inset : left + width - inset;
  const y = !across ? top : side === "top" ? top + inset : top + height - inset;
  return svg("path", { d: `M${hundredths(x)} ${hundredths(y)}${across ? `h${hundredths(width)}` : `v${hundredths(height)}`}`, ...look });
}

/**
 * The line round a box that marks it.
 * @param {Rect} rect
 * @param {CSSStyleDeclaration} css
 * @returns {SVGElement[]}
 */
export function outline(rect, css) {
  const width = parseFloat(css.outlineWidth);
  const look = stroked(css.outlineColor, width, css.outlineStyle);
  return look ? [rectangle(rect, -parseFloat(css.outlineOffset) - width / 2, look)] : [];
}

/** What the form of an SVG shape is made of. */
const FORM = ["d", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "r", "rx", "ry", "cx", "cy", "points"];

/**
 * A shape that has its looks from a style sheet, if anything is seen of it.
 * @param {SVGGraphicsElement} element
 * @param {CSSStyleDeclaration} css
 * @param {Rect} origin of the picture, in the viewport
 * @returns {SVGElement[]}
 */
export function shape(element, css, origin) {
  const matrix = element.getScreenCTM();
  const [line, area] = [stroked(css.stroke, parseFloat(css.strokeWidth)), filled(css.fill)];
  if (!matrix || !(line ?? area) || !FORM.some((name) => element.hasAttribute(name))) return [];
  const form = FORM.filter((name) => element.hasAttribute(name)).map((name) => [name, element.getAttribute(name)]);
  const { a, b, c, d, e, f } = matrix;
  return [svg(/** @type {"path"} */ (element.localName), {
    ...Object.fromEntries(form), fill: "none", ...line, ...area,
    transform: `matrix(${[a, b, c, d, e - origin.left, f - origin.top].map(hundredths).join(" ")})`,
    ...(line && css.strokeDasharray !== "none" && { "stroke-dasharray": css.strokeDasharray.replaceAll("px", "") }),
  })];
}

/**
 * What a formula has beside its letters: the bar of a fraction, the sign of a root.
 * @param {Element} element
 * @param {CSSStyleDeclaration} css
 * @param {Rect} origin of the picture, in the viewport
 * @returns {SVGElement[]}
 */
export function signs(element, css, origin) {
  const [first, second] = Array.from(element.children, (child) => child.getBoundingClientRect());
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const look = stroked(css.color, Math.max(1, hundredths(parseFloat(css.fontSize) / 16)));
  const line = (/** @type {[number, number][]} */ ...points) =>
    [svg("path", { d: `M${points.map(([x, y]) => `${hundredths(x - origin.left)} ${hundredths(y - origin.top)}`).join("L")}`, ...look })];
  switch (element.localName) {
    case "mfrac": {
      const middle = (first.bottom + second.top) / 2;
      return line([left, middle], [right, middle]);
    }
    case "msqrt": {
      const [begin, height] = [first.left - left, bottom - top];
      return line([left, top + 0.6 * height], [left + 0.25 * begin, top + 0.55 * height], [left + 0.55 * begin, bottom], [left + begin, top + 1], [right, top + 1]);
    }
    default: return [];
  }
}
