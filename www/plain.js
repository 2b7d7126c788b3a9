// A run as plain data, for the element and for programs without a page; and changes, completed.

import { GRAD_W, gradientCells } from "./cell.js";

/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */

/**
 * This moment: per layer 1 … L, and X as the first of `a`.
 * @param {Lab} lab
 * @returns {import("./xor-lab.js").Snapshot}
 */
export function snapshot(lab) {
  const layers = lab.sizes.length - 1;
  const each = (/** @type {(layer: number) => Float64Array} */ read, first = 1) =>
    Array.from({ length: layers + 1 - first }, (_, i) => Array.from(read(first + i)));
  return {
    hyperparameters: lab.hyperparameters,
    epoch: lab.epoch,
    stepInEpoch: lab.stepInEpoch,
    loss: lab.loss,
    accuracy: lab.accuracy,
    sizes: Array.from(lab.sizes),
    weights: each((layer) => lab.weights(layer)),
    biases: each((layer) => lab.biases(layer)),
    z: each((layer) => lab.z(layer)),
    a: each((layer) => lab.a(layer), 0),
    targets: Array.from(lab.targets),
  };
}

/**
 * The gradient check, a parameter after the other: the gradient that training follows, the slope
 * measured, their relative difference and whether that is small enough.
 * @param {Lab} lab
 * @returns {import("./xor-lab.js").GradientCheck[]}
 */
export function gradientCheck(lab) {
  const cells = gradientCells(lab.sizes);
  const numbers = lab.gradientCheck(0, cells.length);
  return cells.map(({ quantity, layer, row, column }, i) => {
    const [analytic, numeric, difference, right] = numbers.subarray(4 * i);
    return { of: quantity === GRAD_W ? "weights" : "biases", layer, row, column, analytic, numeric, difference, right: right === 1 };
  });
}

/** x1, x2, y of the data in use. @param {Lab} lab */
export function points(lab) {
  const inputs = lab.a(0);
  return Array.from(lab.targets, (y, i) => [inputs[2 * i], inputs[2 * i + 1], y]);
}

/**
 * Choices that need something beside them get it: `given` takes the weights of now, any other
 * start takes none, and own points begin as those in use.
 * @param {import("./session.js").Changes} changes
 * @param {Lab} [lab] that is to have them, unless it is to begin with them
 * @returns {Record<string, unknown>}
 */
export function completed(changes, lab) {
  // For Rust to refuse.
  if (!(changes instanceof Object)) return changes;
  /** @type {Record<string, unknown>} */
  const more = { ...changes };
  if ("init" in changes && !("weights" in changes)) {
    const now = changes.init === "given" && lab && snapshot(lab);
    more.weights = now ? rows(now) : [];
    more.biases ??= now ? now.biases : [];
  }
  if (changes.dataset === "points" && !("points" in changes) && lab?.hyperparameters.points.length === 0) {
    more.points = points(lab);
  }
  return more;
}

/** The weights as rows, one for each neuron. @param {ReturnType<typeof snapshot>} now */
export function rows({ sizes, weights }) {
  return weights.map((flat, i) =>
    Array.from({ length: sizes[i + 1] }, (_, neuron) => flat.slice(neuron * sizes[i], (neuron + 1) * sizes[i])));
}
