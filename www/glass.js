// What is being looked at in the glass box: one number, what it was made of, and how far a walk
// through one update has come. All views of a figure share it.

import { Explanation, cells } from "./explanation.js";
import { Walk } from "./walk.js";

/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */

/**
 * A number of the network. Layers count from 1 (A[0] are the inputs), rows and columns from 0;
 * rows of Z, A, δ and y are examples.
 * @typedef {{ quantity: number, layer: number, row: number, column: number }} Cell
 */

/** The quantities, as Rust numbers them (src/view/explanation). */
export const W = 0, B = 1, Z = 2, A = 3, DELTA = 4, GRAD_W = 5, GRAD_B = 6, Y = 7, NEXT_W = 8, NEXT_B = 9, LOSS = 10;

/** @param {Cell} cell */
export const key = ({ quantity, layer, row, column }) => `${quantity} ${layer} ${row} ${column}`;

export class Glass {
  /** @type {Cell | undefined} */
  chosen;
  /** How the chosen number came to be. @type {Explanation | undefined} */
  explanation;
  /** Keys of the numbers that it was made of. @type {Set<string>} */
  factors = new Set();
  /** Another one where another number is chosen, or is made of others. */
  version = 0;
  /** One update, operation by operation. */
  walk = new Walk();
  #skeleton = "";
  #stale;

  /** @param {() => void} stale */
  constructor(stale) {
    this.#stale = stale;
  }

  /** @param {Cell} [cell] or none */
  choose(cell) {
    this.chosen = cell;
    this.#stale();
  }

  /** Reads the explanation of now. @param {Lab} lab */
  look(lab) {
    this.explanation = undefined;
    if (this.chosen) {
      const { quantity, layer, row, column } = this.chosen;
      try {
        this.explanation = new Explanation(lab.explain(quantity, layer, row, column));
      } catch {
        // Another network, which has no such number.
        this.chosen = undefined;
      }
    }
    const skeleton = this.chosen ? key(this.chosen) + this.explanation?.skeleton : "";
    if (skeleton === this.#skeleton) return;
    this.#skeleton = skeleton;
    this.version += 1;
    this.factors = new Set(cells(this.explanation?.lines[0]).map(key));
  }
}
