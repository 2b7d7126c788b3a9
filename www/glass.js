// What is being looked at in the glass box: one number, what it was made of, and how far a walk
// through one update has come. All views of a figure share it.

import { key } from "./cell.js";
import { Explanation, cells } from "./explanation.js";
import { Walk } from "./walk.js";

/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("./cell.js").Cell} Cell */

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
