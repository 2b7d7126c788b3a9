// A matrix as a table: one cell a number, tinted by its sign, with every digit in its title.

import { el, setText } from "../dom.js";
import { count, signed } from "../format.js";

/**
 * @typedef {object} Shape
 * @property {string} name            "W[1]"
 * @property {number} rows
 * @property {number} columns
 * @property {string} column          what a column is, for those who listen: "neuron"
 * @property {string[]} [labels]      of the rows; where there are fewer than rows, the rest is counted
 * @property {boolean} [unlabelled]   the labels are only heard: they stand beside the matrix before
 * @property {(value: number) => string} format
 * @property {(value: number) => number} lean  −1 (blue) … 1 (orange)
 */

export class Matrix {
  element;
  #shape;
  /** @type {HTMLElement[]} */
  #cells = [];
  /** @type {number[]} */
  #shown = [];

  /** @param {Shape} shape */
  constructor(shape) {
    this.#shape = shape;
    const { name, rows, columns, column, labels } = shape;
    const visible = labels ? labels.length : rows;
    const body = el("tbody");
    for (let row = 0; row < visible; row++) {
      const cells = Array.from({ length: columns }, () => el("td"));
      this.#cells.push(...cells);
      body.append(el("tr", {}, labels && el("th", { scope: "row" }, labels[row]), ...cells));
    }
    const heads = Array.from({ length: columns }, (_, i) => el("th", { scope: "col" }, el("span", {}, `${column} ${i + 1}`)));
    const head = el("thead", {}, el("tr", {}, labels && el("th", { scope: "col" }, el("span", {}, "example")), ...heads));
    const kind = `${shape.unlabelled ? " unlabelled" : ""}${columns > 2 ? " wide" : ""}`;
    this.element = el("figure", { class: `matrix${kind}` },
      el("figcaption", {}, el("b", {}, name), ` ${rows} × ${columns}`),
      el("div", { class: "scroll" }, el("table", { "aria-label": `${name}, ${rows} by ${columns}` }, head, body)),
      visible < rows && el("p", { class: "more" }, `… ${count(rows - visible)} more`));
  }

  /** @param {Float64Array} values row by row */
  update(values) {
    const { format, lean } = this.#shape;
    this.#cells.forEach((cell, i) => {
      const value = values[i];
      if (Object.is(this.#shown[i], value)) return;
      this.#shown[i] = value;
      setText(cell, signed(format(value)));
      cell.title = String(value);
      const side = lean(value) || 0;
      cell.classList.toggle("negative", side < 0);
      cell.style.setProperty("--lean", Math.abs(side).toFixed(2));
    });
  }
}
