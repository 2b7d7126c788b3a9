// The network alone, as JSON, and back as the start of a run.

import { rows, snapshot } from "../plain.js";

/** @typedef {import("../fields.js").Hyperparameters} Hyperparameters */

const FORMAT = "xor-lab-weights";

/**
 * @param {import("../wasm/xor_lab.js").Lab} lab
 * @returns {{ format: typeof FORMAT, version: 1, weights: number[][][] } & Pick<Hyperparameters, "activation" | "outputActivation" | "biases">}
 */
export function weightsOf(lab) {
  const now = snapshot(lab);
  const { activation, outputActivation } = now.hyperparameters;
  return { format: FORMAT, version: 1, activation, outputActivation, weights: rows(now), biases: now.biases };
}

/**
 * What weights change of the hyperparameters: the run starts from them.
 * @param {object} thing
 * @param {Hyperparameters} now for what is not in it
 * @returns {Partial<Hyperparameters>}
 * @throws {TypeError} if they are none; what they may be is decided in Rust
 */
export function readWeights(thing, now) {
  const { weights, biases, activation = now.activation, outputActivation = now.outputActivation } =
    /** @type {Partial<Hyperparameters>} */ (thing);
  if (!Array.isArray(weights) || !Array.isArray(biases) || biases.length < 1 || !biases.every(Array.isArray)) {
    throw new TypeError("It has no weights and biases; allowed: a state, or weights [[[w, …], …], …] with biases [[b, …], …], as they were taken home.");
  }
  return { init: "given", hidden: biases.slice(0, -1).map((row) => row.length), weights, biases, activation, outputActivation };
}
