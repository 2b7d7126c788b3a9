// A walk through one update, operation by operation: forward layer by layer, the loss, backward
// layer by layer, and the new parameters.

import { A, DELTA, GRAD_B, GRAD_W, LOSS, NEXT_B, NEXT_W, Z } from "../cell.js";

/** @typedef {import("../fields.js").Hyperparameters} Hyperparameters */
/** @typedef {{ name: string, quantities: number[], layer: number }} Operation */

/**
 * The operations of one update, in the order in which the engine makes them.
 * @param {Hyperparameters} hyperparameters
 * @returns {Operation[]}
 */
function operations({ hidden, gradient }) {
  // Each layer is updated before the one below sees its weights: a mistake.
  const stale = gradient === "stale-order";
  const up = Array.from({ length: hidden.length + 1 }, (_, i) => i + 1);
  const down = [...up].reverse();
  const update = (/** @type {number} */ layer) => ({ name: `Update: W[${layer}] and b[${layer}]`, quantities: [NEXT_W, NEXT_B], layer });
  return [
    ...up.flatMap((layer) => [
      { name: `Forward: weighted sums Z[${layer}]`, quantities: [Z], layer },
      { name: `Forward: activations A[${layer}]`, quantities: [A], layer },
    ]),
    { name: "Loss", quantities: [LOSS], layer: 0 },
    ...down.flatMap((layer) => [
      { name: `Backward: δ[${layer}] = ∂L/∂Z[${layer}]`, quantities: [DELTA], layer },
      { name: `Gradients of W[${layer}] and b[${layer}]`, quantities: [GRAD_W, GRAD_B], layer },
      ...(stale ? [update(layer)] : []),
    ]),
    ...(stale ? [] : up.map(update)),
  ];
}

export class Walk {
  /** The last operation made, of `operations`; undefined while nobody walks. @type {number | undefined} */
  at;
  #operations;
  /** Where the run was. */
  #moment = "";
  /** Where to go on once the run has moved. @type {number | undefined} */
  #next;

  /** @param {Hyperparameters} hyperparameters */
  constructor(hyperparameters) {
    this.#operations = operations(hyperparameters);
  }

  /**
   * A walk ends when the run moves on by itself.
   * @param {string} moment
   * @param {Hyperparameters} hyperparameters
   */
  meet(moment, hyperparameters) {
    if (moment !== this.#moment) this.at = this.#next;
    this.#next = undefined;
    this.#moment = moment;
    this.#operations = operations(hyperparameters);
  }

  /**
   * To the next operation, or the one before: past the last one the run makes a step, before the first one back.
   * @param {number} by
   * @param {import("../transport.js").Actions} actions
   */
  go(by, actions) {
    actions.pause();
    const last = this.#operations.length - 1;
    const next = (this.at ?? (by > 0 ? -1 : 0)) + by;
    // There it goes on once the run has moved; also where that has played until now.
    this.#next = next < 0 ? last : next > last ? 0 : next;
    if (next < 0) actions.back();
    else if (next > last) actions.step();
    else this.at = next;
  }

  get operation() { return this.at === undefined ? undefined : this.#operations[this.at]; }

  /**
   * Whether a quantity of a layer is known by now: parameters and data always are.
   * @param {number} quantity
   * @param {number} layer
   */
  knows(quantity, layer) {
    const place = this.#place(quantity, layer);
    return this.at === undefined ? quantity !== NEXT_W && quantity !== NEXT_B : place <= this.at;
  }

  /** @param {number} quantity @param {number} layer */
  makes(quantity, layer) {
    return this.at !== undefined && this.#place(quantity, layer) === this.at;
  }

  /** @param {number} quantity @param {number} layer */
  #place(quantity, layer) {
    return this.#operations.findIndex((made) => made.layer === layer && made.quantities.includes(quantity));
  }
}
