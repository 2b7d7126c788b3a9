// The elements of a diagram, and the way from each to its neighbours. No number is in them yet.

import { el, svg } from "../dom.js";
import { curve, plan } from "./diagram-layout.js";

/**
 * A neuron (of layer 0: an input; after the last layer: the loss) or, with a column, the weight
 * that comes to it from neuron `column` of the layer before.
 * @typedef {object} Item
 * @property {string} name
 * @property {HTMLElement | SVGElement} element
 * @property {number} layer
 * @property {number} row
 * @property {number} [column]
 * @property {Record<string, string>} next  the names of those to which arrow keys lead
 * @property {Element} text
 * @property {Element} [bias]
 * @property {HTMLCanvasElement} [canvas]
 * @property {Element} [line]
 */

/**
 * A layer: its neurons and the weights that come to them.
 * @typedef {object} Column
 * @property {HTMLElement} neurons
 * @property {HTMLElement} head
 * @property {SVGElement} edges
 * @property {HTMLElement} between  above or below the edges
 * @property {Item[]} items
 */

/** With more weights than this between two layers there is no room for their numbers. */
const MOST_WORDS = 4;

/**
 * Puts a network into an element.
 * @param {HTMLElement} net
 * @param {number[]} sizes neurons of each layer, and of the loss, which is the last column
 * @param {number} room width that there is
 * @returns {Column[]}
 */
export function build(net, sizes, room) {
  const { side, width, height, between, x, y, wordy } = plan(sizes, room);
  const px = (/** @type {Record<string, number>} */ lengths, /** @type {HTMLElement} */ element) => {
    for (const [name, length] of Object.entries(lengths)) element.style.setProperty(name, `${length}px`);
    return element;
  };
  const edge = (/** @type {number} */ layer, /** @type {number} */ row, /** @type {number} */ column) =>
    curve(x[layer - 1] + side / 2, y[layer - 1][column], x[layer] - side / 2, y[layer][row]);
  const last = sizes.length - 1;

  const columns = sizes.map((size, layer) => {
    const before = layer > 0 ? y[layer - 1].length : 0;
    /** @type {Item[]} */
    const weights = Array.from({ length: layer === last ? 0 : before * y[layer].length }, (_, i) => {
      const [row, column] = [Math.floor(i / before), i % before];
      const { d, at } = edge(layer, row, column);
      const line = svg("path", { d, class: "line" });
      const text = svg("text", { x: at[0], y: at[1] });
      const element = svg("g", { class: "edge" }, ...["hold", "rim", "gap"].map((part) => svg("path", { d, class: part })), line,
        wordy && before * y[layer].length <= MOST_WORDS && text);
      const beside = (/** @type {number} */ i) => `${layer} ${Math.floor(i / before)} ${i % before}`;
      const next = { ArrowUp: beside(i - 1), ArrowDown: beside(i + 1), ArrowLeft: `${layer - 1} ${column}`, ArrowRight: `${layer} ${row}` };
      return item(element, layer, row, column, next, { text, line });
    });
    const neurons = y[layer].map((top, row) => {
      const canvas = layer === last ? undefined : el("canvas");
      const text = el("span");
      const bias = layer > 0 && canvas ? el("span", { class: "bias" }) : undefined;
      const element = px({ left: x[layer], top: top - side / 2 }, el("div", { class: "neuron" }, canvas ?? el("b", {}, "L"), text, bias));
      const next = { ArrowUp: `${layer} ${row - 1}`, ArrowDown: `${layer} ${row + 1}`,
        ArrowLeft: layer === last ? `${layer - 1} 0` : `${layer} ${row} 0`,
        ArrowRight: layer === last - 1 ? `${last} 0` : `${layer + 1} 0 ${row}` };
      return item(element, layer, row, undefined, next, { text, bias, canvas });
    });
    const head = px({ left: x[layer], top: 0 }, el("div", { class: "head" }));
    const more = size - neurons.length;
    return {
      head,
      between: px({ left: (x[layer] + x[layer - 1]) / 2, top: between }, el("div", { class: "head between" })),
      neurons: el("div", {}, head, ...neurons.map(({ element }) => element),
        more > 0 && px({ left: x[layer], top: height - 32 }, el("div", { class: "head" }, `… ${more} more`))),
      edges: svg("g", {}, ...weights.map(({ element }) => element), ...(layer === last ? y[layer - 1].map((_, column) => svg("path", { class: "to-loss", d: edge(layer, 0, column).d })) : [])),
      items: [...weights, ...neurons],
    };
  });
  px({ "--side": side, width, height }, net).replaceChildren(
    svg("svg", { width, height }, ...columns.map(({ edges }) => edges)),
    ...columns.map(({ between }) => between),
    ...columns.map(({ neurons }) => neurons));
  return columns;
}

/**
 * @param {HTMLElement | SVGElement} element
 * @param {number} layer
 * @param {number} row
 * @param {number | undefined} column
 * @param {Record<string, string>} next
 * @param {Pick<Item, "text" | "bias" | "canvas" | "line">} parts
 * @returns {Item}
 */
function item(element, layer, row, column, next, parts) {
  const name = column === undefined ? `${layer} ${row}` : `${layer} ${row} ${column}`;
  for (const [attribute, value] of Object.entries({ role: "button", tabindex: "-1", "data-item": name })) element.setAttribute(attribute, value);
  return { name, element, layer, row, column, next, ...parts };
}
