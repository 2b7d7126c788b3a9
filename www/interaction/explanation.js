// Reads what Rust says of how a number came to be: expressions as numbers in prefix order (src/view/explanation).

/** @typedef {import("../cell.js").Cell} Cell */

/**
 * @typedef {object} Term
 * @property {number} code
 * @property {number} [which]   setting, function or note, or how many more terms there are
 * @property {Cell} [cell]      where the number stands
 * @property {number} value     NaN where it has none of its own
 * @property {Term[]} terms     its parts
 */

export const VALUE = 0, NUMBER = 1, SETTING = 2, SUM = 3, PRODUCT = 4, MINUS = 5, OVER = 6, POWER = 7, CALL = 8, REST = 9, NOTE = 10;

export class Explanation {
  /** The number itself. */
  value;
  /** Each is equal to the number explained. @type {Term[]} */
  lines = [];
  /** The same for two explanations that differ in nothing but their values. */
  skeleton = "";
  #stream;
  #at = 0;

  /** @param {ArrayLike<number>} stream */
  constructor(stream) {
    this.#stream = stream;
    this.value = this.#next();
    const lines = this.#next();
    for (let line = 0; line < lines; line++) this.lines.push(this.#term());
  }

  /** What the number was made of. */
  get factors() { return cells(this.lines[0]); }

  #next() { return this.#stream[this.#at++]; }

  #part() {
    const operand = this.#next();
    this.skeleton += ` ${operand}`;
    return operand;
  }

  /** @returns {Term} */
  #term() {
    const code = this.#part();
    /** @type {Term} */
    const term = { code, value: NaN, terms: [] };
    let parts = 0;
    if (code === VALUE) term.cell = { quantity: this.#part(), layer: this.#part(), row: this.#part(), column: this.#part() };
    else if (code === SUM || code === PRODUCT) parts = this.#part();
    else if (code === OVER || code === POWER) parts = 2;
    else if (code === MINUS) parts = 1;
    else if (code !== NUMBER) term.which = this.#part();
    if (code === CALL) parts = 1;
    if (code <= SETTING || code === REST) term.value = this.#next();
    for (; parts > 0; parts--) term.terms.push(this.#term());
    // A constant is a part of the formula.
    if (code === NUMBER) this.skeleton += `=${term.value}`;
    return term;
  }
}

/**
 * The numbers that stand in a matrix and are a part of it.
 * @param {Term | undefined} term
 * @returns {Cell[]}
 */
const cells = (term) => term ? [...(term.cell ? [term.cell] : []), ...term.terms.flatMap(cells)] : [];
