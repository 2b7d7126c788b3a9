// A matrix as a table: one cell a number, tinted by its sign, with every digit in its title. Each
// can be chosen: then the figure shows how it came to be.

import { el, setText } from "../dom.js";
import { count, signed } from "../format.js";
import { interaction, withInteraction } from "../interaction-loader.js";
import { key } from "../cell.js";

/** @typedef {import("../cell.js").Cell} Cell */
/** @typedef {import("../glass.js").Glass} Glass */

/**
 * @typedef {object} Shape
 * @property {string} name            "W[1]"
 * @property {number} rows
 * @property {number} columns
 * @property {string} column          what a column is, for those who listen: "neuron"
 * @property {string[]} [labels]      of the rows; where there are fewer than rows, the rest is counted
 * @property {boolean} [unlabelled]   the labels are only heard: they stand beside the matrix before
 * @property {number} quantity        of its numbers
 * @property {number} layer
 * @property {(value: number) => string} format
 * @property {(value: number) => number} lean  −1 (blue) … 1 (orange)
 */

export class Matrix {
  element;
  #shape;
  #glass;
  /** @type {HTMLElement[]} */
  #heads = [];
  /** @type {HTMLElement[]} */
  #cells = [];
  /** @type {number[]} */
  #shown = [];
  /** The examples in its rows, where those are not all from the first on. @type {ArrayLike<number> | undefined} */
  #examples;
  #quantity;
  #lit = "";

  /**
   * @param {Shape} shape
   * @param {Glass} glass
   */
  constructor(shape, glass) {
    this.#shape = shape;
    this.#glass = glass;
    this.#quantity = shape.quantity;
    const { name, rows, columns, column, labels } = shape;
    const visible = labels ? labels.length : rows;
    const body = el("tbody");
    for (let row = 0; row < visible; row++) {
      const cells = Array.from({ length: columns }, () => el("td", { tabindex: this.#cells.length ? -1 : 0 }));
      this.#cells.push(...cells);
      const head = labels && el("th", { scope: "row" }, labels[row]);
      if (head) this.#heads.push(head);
      body.append(el("tr", {}, head, ...cells));
    }
    const heads = Array.from({ length: columns }, (_, i) => el("th", { scope: "col" }, el("span", {}, `${column} ${i + 1}`)));
    const head = el("thead", {}, el("tr", {}, labels && el("th", { scope: "col" }, el("span", {}, "example")), ...heads));
    const kind = `${shape.unlabelled ? " unlabelled" : ""}${columns > 2 ? " wide" : ""}`;
    const table = el("table", {
      role: "grid", "aria-label": `${name}, ${rows} by ${columns}`,
      onfocusin: ({ target }) => this.#choose(target),
      onclick: ({ target }) => this.#choose(target),
      onkeydown: (event) => withInteraction(({ move }) => move(event, this.#cells, columns, glass)),
      oncopy: (event) => interaction?.copy(event, this.#cells, this.#shown),
    }, head, body);
    this.element = el("figure", { class: `matrix${kind}` },
      el("figcaption", {}, el("b", {}, name), ` ${rows} × ${columns}`),
      el("div", { class: "scroll" }, table),
      visible < rows && el("p", { class: "more" }, `… ${count(rows - visible)} more`));
  }

  /**
   * @param {ArrayLike<number>} values row by row
   * @param {number} [quantity] of the values
   * @param {ArrayLike<number>} [examples] in the rows, where those are not all from the first on
   * @param {string[]} [labels] of the rows, where those change
   */
  update(values, quantity = this.#quantity, examples, labels) {
    const { format, lean } = this.#shape;
    this.#examples = examples;
    this.#quantity = quantity;
    if (labels) this.#heads.forEach((head, i) => setText(head, labels[i]));
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
    this.#light();
  }

  /** Marks the chosen number, and those that it was made of. */
  #light() {
    const { chosen, factors, version } = this.#glass;
    const lit = `${version} ${this.#quantity} ${Array.from(this.#examples ?? [])}`;
    if (lit === this.#lit) return;
    this.#lit = lit;
    const now = chosen && key(chosen);
    this.#cells.forEach((cell, i) => {
      const name = key(this.#cell(i));
      cell.classList.toggle("factor", factors.has(name));
      cell.setAttribute("aria-selected", String(name === now));
    });
  }

  /** @param {number} i @returns {Cell} */
  #cell(i) {
    const { columns, layer } = this.#shape;
    const row = Math.floor(i / columns);
    return { quantity: this.#quantity, layer, row: this.#examples?.[row] ?? row, column: i % columns };
  }

  /** @param {unknown} target */
  #choose(target) {
    const i = this.#cells.indexOf(/** @type {HTMLElement} */ (target));
    if (i < 0) return;
    // One of them is where Tab comes to.
    for (const cell of this.#cells) if (cell.tabIndex === 0) cell.tabIndex = -1;
    this.#cells[i].tabIndex = 0;
    this.#glass.choose(this.#cell(i));
  }
}
