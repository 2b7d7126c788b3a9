// One layer of a network in numbers: its matrices in the notebook's shapes.

import { el } from "../dom.js";
import { decimals, significant } from "../format.js";
import { A, B, DELTA, GRAD_B, GRAD_W, LOSS, NEXT_B, NEXT_W, W, Y, Z } from "../glass.js";
import { Matrix } from "./matrix.js";

/** @typedef {import("./view.js").Lab} Lab */
/** @typedef {{ matrix: Matrix, quantity: number, next?: number, perExample?: boolean, read: (lab: Lab) => ArrayLike<number> }} Entry */

/** A layer with more numbers than this starts folded. */
const MOST_OPEN = 400;

/** @param {number} value */
const bySize = (value) => value / (1 + Math.abs(value));
/** @param {number} value */
const fromHalf = (value) => Math.min(1, Math.max(-1, 2 * value - 1));

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
    const [before, width] = lab.sizes.slice(index - 1, index + 1);
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
    for (const { matrix, quantity, next, perExample, read } of this.#entries) {
      const updated = next !== undefined && walk.knows(next, index);
      const shown = updated ? next : quantity;
      let values = updated ? (next === NEXT_W ? lab.nextWeights(index) : lab.nextBiases(index)) : read(lab);
      if (perExample && examples && quantity !== DELTA) values = pick(values, examples, values.length / lab.targets.length);
      matrix.update(values, { quantity: shown, examples: perExample ? examples : undefined, labels });
      const { classList } = matrix.element;
      const layer = shown === LOSS ? 0 : index;
      const always = shown === W || shown === B || shown === Y;
      classList.toggle("later", !always && !walk.knows(shown, layer));
      classList.toggle("now", walk.makes(shown, layer));
    }
  }

  #make() {
    const { index, rows, names, activation, digits, whole } = this.#kind;
    const [before, width] = this.#sizes.slice(index - 1, index + 1);
    const last = index === this.#sizes.length - 1;
    const format = digits === undefined ? significant : (/** @type {number} */ x) => decimals(x, digits);
    const make = (/** @type {Omit<import("./matrix.js").Shape, "layer" | "lean" | "format"> & Partial<import("./matrix.js").Shape>} */ shape) =>
      new Matrix({ layer: index, lean: bySize, format, ...shape }, this.#glass);
    const perExample = { rows, columns: width, column: "neuron", labels: names };
    const incoming = { rows: width, columns: before, column: index === 1 ? "input" : "from neuron" };
    const one = { rows: width, columns: 1, column: "bias" };
    /** @type {Entry[]} */
    const parameters = [
      { matrix: make({ name: `W[${index}]`, quantity: W, ...incoming }), quantity: W, next: NEXT_W, read: (lab) => lab.weights(index) },
      { matrix: make({ name: `b[${index}]`, quantity: B, ...one }), quantity: B, next: NEXT_B, read: (lab) => lab.biases(index) },
    ];
    /** @type {Entry[]} */
    const examples = [
      { matrix: make({ name: `Z[${index}]`, quantity: Z, ...perExample }), quantity: Z, perExample: true, read: (lab) => lab.z(index) },
      { matrix: make({ name: `A[${index}]`, quantity: A, ...perExample, unlabelled: true, lean: last || activation === "sigmoid" ? fromHalf : bySize }), quantity: A, perExample: true, read: (lab) => lab.a(index) },
    ];
    if (whole) {
      parameters.push(
        { matrix: make({ name: `∂L/∂W[${index}]`, quantity: GRAD_W, ...incoming, format: significant }), quantity: GRAD_W, read: (lab) => lab.gradWeights(index) },
        { matrix: make({ name: `∂L/∂b[${index}]`, quantity: GRAD_B, ...one, format: significant }), quantity: GRAD_B, read: (lab) => lab.gradBiases(index) });
    }
    if (last) examples.push({ matrix: make({ name: "y", quantity: Y, ...perExample, column: "target", unlabelled: true, format: significant, lean: fromHalf }), quantity: Y, perExample: true, read: (lab) => lab.targets });
    if (whole) {
      examples.push({ matrix: make({ name: `δ[${index}]`, quantity: DELTA, ...perExample, unlabelled: true, format: significant }), quantity: DELTA, perExample: true, read: (lab) => lab.delta(index) });
      if (last) examples.push({ matrix: make({ name: "loss", layer: 0, quantity: LOSS, rows: 1, columns: 1, column: "loss", format: significant }), quantity: LOSS, read: (lab) => [lab.loss] });
    }
    const row = (/** @type {Entry[]} */ entries) => el("div", { class: "matrices" }, ...entries.map(({ matrix }) => matrix.element));
    this.element.append(el("div", { class: "matrices" }, row(parameters), row(examples)));
    return [...parameters, ...examples];
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
