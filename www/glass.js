// What is being looked at in the glass box: one number, what it was made of, and how far a walk
// through one update has come. All views of a figure share it.

import { NEXT_B, NEXT_W, isPerExample, key } from "./cell.js";
import { interaction } from "./interaction-loader.js";

/** @typedef {import("./cell.js").Cell} Cell */

/** While nobody walks, all is known but the parameters to come. */
const NO_WALK = {
  at: undefined,
  operation: undefined,
  knows: (/** @type {number} */ quantity) => quantity !== NEXT_W && quantity !== NEXT_B,
  makes: () => false,
  meet() {},
};

export class Glass {
  /** @type {Cell | undefined} */
  chosen;
  /** How the chosen number came to be. @type {import("./interaction/explanation.js").Explanation | undefined} */
  explanation;
  /** The numbers that it was made of, by their keys. @type {Map<string, Cell>} */
  factors = new Map();
  /** The example whose numbers are shown where there is room for one. */
  example = 0;
  /** Another one where another number is chosen, or is made of others. */
  version = 0;
  /** One update, operation by operation. @type {typeof NO_WALK | import("./interaction/walk.js").Walk} */
  walk = NO_WALK;
  #skeleton = "";
  /** The operation of the last look: each begins with its first number chosen. @type {string | undefined} */
  #met;
  #stale;

  /** @param {() => void} stale */
  constructor(stale) {
    this.#stale = stale;
  }

  /** @param {Cell} [cell] or none */
  choose(cell) {
    this.chosen = cell;
    if (cell && isPerExample(cell.quantity)) this.example = cell.row;
    this.#stale();
  }

  /** @param {number} example of which the chosen number is from now on, if it is of any */
  showExample(example) {
    this.example = example;
    this.choose(this.chosen && isPerExample(this.chosen.quantity) ? { ...this.chosen, row: example } : this.chosen);
  }

  /**
   * Reads what there is to be seen now.
   * @param {import("./views/view.js").Frame} frame
   * @param {import("./fields.js").Hyperparameters} hyperparameters
   */
  look({ lab, playing }, hyperparameters) {
    const { walk } = this;
    const moment = `${lab.epoch} ${lab.stepInEpoch} ${lab.sizes} ${playing}`;
    walk.meet(moment, hyperparameters);
    this.example = Math.min(this.example, lab.targets.length - 1);
    const met = walk.operation && `${moment} ${walk.at}`;
    if (walk.operation && met !== this.#met) {
      const { quantities: [quantity], layer } = walk.operation;
      const { batch } = lab;
      const example = batch.includes(this.example) ? this.example : batch[0];
      this.choose({ quantity, layer, row: isPerExample(quantity) ? example : 0, column: 0 });
    }
    this.#met = met;
    this.explanation = undefined;
    if (this.chosen) {
      const { quantity, layer, row, column } = this.chosen;
      try {
        const stream = lab.explain(quantity, layer, row, column);
        this.explanation = interaction && new interaction.Explanation(stream);
      } catch {
        // Another network, which has no such number.
        this.chosen = undefined;
      }
    }
    const skeleton = this.chosen ? key(this.chosen) + this.explanation?.skeleton : "";
    if (skeleton === this.#skeleton) return;
    this.#skeleton = skeleton;
    this.version += 1;
    this.factors = new Map(this.explanation?.factors.map((cell) => [key(cell), cell]));
  }
}
