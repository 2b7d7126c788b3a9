// One layer of a network in numbers: its matrices in the notebook's shapes.

import { el } from "../dom.js";
import { decimals, significant } from "../format.js";
import { A, B, DELTA, GRAD_B, GRAD_W, LOSS, NEXT_B, NEXT_W, W, Y, Z } from "../cell.js";
import { Matrix } from "./matrix.js";

/** @typedef {import("./view.js").Lab} Lab */
/** @typedef {{ matrix: Matrix, quantity: number, of: number }} Entry the layer that it is of */

/** A layer with more numbers than this starts folded. */
const MOST_OPEN = 400;

/** @param {number} value */
const bySize = (value) => value / (1 + Math.abs(value));
/** @param {number} value */
const fromHalf = (value) => Math.min(1, Math.max(-1, 2 * value - 1));

/** What becomes of parameters once a walk has come to their update. @type {Record<number, number>} */
const NEXT = { [W]: NEXT_W, [B]: NEXT_B };
/** Known before an update begins. */
const GIVEN = [W, B, Y];
/** Read for all the data, shown for the examples in the rows. */
const OF_DATA = [Z, A, Y];

/**
 * What a layer shows.
 * @typedef {object} Kind
 * @property {number} index           1 … L
 * @property {number} rows            examples
 * @property {string[]} names         of those that are shown
 * @property {string} activation
 * @property {number | undefined} digits
 * @property {boolean} whole          δ and gradients too
 */

export class Layer {
  element;
  /** How many numbers it shows. */
  size;
  #kind;
  #glass;
  #sizes;
  /** Made when they are first seen: a wide layer has thousands of cells. @type {Entry[] | undefined} */
  #entries;

  /**
   * @param {Lab} lab
   * @param {Kind} kind
   * @param {import("./view.js").Host} host
   */
  constructor(lab, kind, host) {
    this.#kind = kind;
    this.#glass = host.glass;
    this.#sizes = lab.sizes;
    const { index, names, activation, whole } = kind;
    const [before, width] = this.#sizes.slice(index - 1, index + 1);
    this.size = width * (before + 1 + 2 * names.length) * (whole ? 2 : 1);
    this.element = el("details", { class: "layer", open: this.size <= MOST_OPEN, ontoggle: host.stale },
      el("summary", {}, el("b", {}, `Layer ${index}`), ` ${before} → ${width}, ${activation.replace("-", " ")}`));
  }

  /**
   * @param {Lab} lab
   * @param {ArrayLike<number>} [examples] in the rows, where those are not all
   * @param {string[]} [labels] their names
   */
  update(lab, examples, labels) {
    this.#entries ??= this.#make();
    const { walk } = this.#glass;
    const { index } = this.#kind;
    for (const { matrix, quantity, of } of this.#entries) {
      const next = NEXT[quantity];
      const shown = next && walk.knows(next, index) ? next : quantity;
      const layer = shown === LOSS || shown === Y ? 0 : of;
      const { classList } = matrix.element;
      classList.toggle("later", !GIVEN.includes(shown) && !walk.knows(shown, layer));
      classList.toggle("now", walk.makes(shown, layer));
      const values = lab.matrix(shown, layer);
      if (examples && OF_DATA.includes(shown)) matrix.update(pick(values, examples, values.length / lab.targets.length), shown, examples, labels);
      else matrix.update(values, shown, shown === DELTA ? examples : undefined, labels);
    }
  }

  /** The matrices, those of parameters in one row and those with a line for each example in the next. */
  #make() {
    const { index, rows, names, activation, digits, whole } = this.#kind;
    const [before, width] = this.#sizes.slice(index - 1, index + 1);
    const last = index === this.#sizes.length - 1;
    const format = digits === undefined ? significant : (/** @type {number} */ x) => decimals(x, digits);
    /** @type {Entry[][]} */
    const lines = [[], []];
    const add = (/** @type {0 | 1} */ line, /** @type {string} */ name, /** @type {number} */ quantity, /** @type {Partial<import("./matrix.js").Shape>} */ shape, /** @type {boolean} */ wanted = true) => {
      if (!wanted) return;
      const usual = line ? { rows, columns: width, column: "neuron", labels: names, unlabelled: lines[1].length > 0 } : { rows: width, columns: before, column: index === 1 ? "input" : "from neuron" };
      lines[line].push({ quantity, of: shape.layer ?? index, matrix: new Matrix({ name, quantity, layer: index, format, lean: bySize, ...usual, ...shape }, this.#glass) });
    };
    const bias = { columns: 1, column: "bias" };
    const exact = { format: significant };
    add(0, `W[${index}]`, W, {});
    add(0, `b[${index}]`, B, bias);
    add(0, `∂L/∂W[${index}]`, GRAD_W, exact, whole);
    add(0, `∂L/∂b[${index}]`, GRAD_B, { ...bias, ...exact }, whole);
    add(1, "A[0]", A, { layer: 0, columns: before, column: "input", lean: fromHalf }, whole && index === 1);
    add(1, `Z[${index}]`, Z, {});
    add(1, `A[${index}]`, A, { lean: last || activation === "sigmoid" ? fromHalf : bySize });
    add(1, "y", Y, { ...exact, column: "target", lean: fromHalf }, last);
    add(1, `δ[${index}]`, DELTA, exact, whole);
    add(1, "loss", LOSS, { ...exact, layer: 0, rows: 1, columns: 1, column: "loss", labels: undefined }, whole && last);
    this.element.append(el("div", { class: "matrices" },
      ...lines.map((entries) => el("div", { class: "matrices" }, ...entries.map(({ matrix }) => matrix.element)))));
    return lines.flat();
  }
}

/**
 * Some rows of a matrix.
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} rows
 * @param {number} columns
 */
function pick(values, rows, columns) {
  return Array.from(rows).flatMap((row) => Array.from({ length: columns }, (_, column) => values[row * columns + column]));
}
