// The typography of an explanation: Rust says what a number is made of, this lays it out as MathML.

import { el, setText } from "../dom.js";
import { CALL, MINUS, NOTE, NUMBER, OVER, POWER, PRODUCT, REST, SETTING, SUM, VALUE } from "./explanation.js";
import { count, significant } from "../format.js";
import { A, B, GRAD_B, GRAD_W, LOSS, NEXT_B, Y, key } from "../cell.js";

/** @typedef {import("../cell.js").Cell} Cell */
/** @typedef {import("./explanation.js").Term} Term */

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** By quantity. */
const LETTERS = ["w", "b", "z", "a", "δ", "w", "b", "y", "w′", "b′", "L", "v", "s"];
const SETTINGS = ["α", "μ", "β₁", "β₂", "ε", "λ₁", "λ₂", "β₁ᵗ", "β₂ᵗ"];
/** By function; those without a name have a notation of their own. */
const FUNCTIONS = ["", "ln", "", "tanh", "max", "", "sign", "σ"];
const NOTES = ["as z ≤ 0", "as z > 0", "clipped", "forgotten"];

/**
 * @param {string} name
 * @param {...(string | Node)} children
 */
function math(name, ...children) {
  const element = document.createElementNS(MATHML, name);
  element.append(...children);
  return element;
}

/** Signs keep their size: brackets round a power are not taller than others. @param {string} sign */
function mo(sign) {
  const element = math("mo", sign);
  element.setAttribute("stretchy", "false");
  return element;
}

/** A sign between two terms, of which the first may stand before a break. @param {string} sign */
function between(sign) {
  const element = mo(sign);
  element.setAttribute("form", "infix");
  return element;
}

const mi = (/** @type {string} */ name) => math("mi", name);
/** @param {Node[]} inside */
const bracket = (...inside) => math("mrow", mo("("), ...inside, mo(")"));

/**
 * The symbol of a number, as the notebook writes it: its layer in brackets, its row and column.
 * @param {Cell} cell
 * @param {boolean} [ofBias] what the optimizer remembers of a bias, which has no column
 */
export function symbol({ quantity, layer, row, column }, ofBias) {
  const letter = mi(quantity === A && layer === 0 ? "x" : LETTERS[quantity]);
  if (quantity === LOSS) return letter;
  const alone = [B, GRAD_B, NEXT_B, Y].includes(quantity) || (ofBias && quantity > LOSS);
  const place = math("mn", alone ? String(row + 1) : `${row + 1}${Math.max(row, column) > 8 ? "," : ""}${column + 1}`);
  const inputs = layer === 0 || quantity === Y;
  const named = inputs ? math("msub", letter, place) : math("msubsup", letter, place, math("mn", `[${layer}]`));
  const gradient = quantity === GRAD_W || quantity === GRAD_B;
  return gradient ? math("mfrac", math("mrow", mo("∂"), mi("L")), math("mrow", mo("∂"), named)) : named;
}

/** How tightly a term is bound, which decides whether it needs brackets. */
const LOOSE = 0, IN_SUM = 1, IN_PRODUCT = 2, HEADS_PRODUCT = 3;

/**
 * An explanation on the page: each of its lines in symbols and then in numbers. While nothing but
 * the numbers changes from frame to frame, nothing else is laid out anew.
 */
export class Formula {
  element = document.createElement("div");
  #choose;
  #skeleton = "";
  #ofBias = false;
  /** Where the numbers stand, in their order, and whether a negative one needs brackets. @type {{ node: Node, bound: boolean }[]} */
  #places = [];

  /** @param {(cell: Cell) => void} choose */
  constructor(choose) {
    this.element.className = "formula";
    this.#choose = choose;
  }

  /**
   * @param {Cell} cell
   * @param {import("./explanation.js").Explanation} explanation
   */
  show(cell, { lines, skeleton }) {
    const now = key(cell) + skeleton;
    if (now !== this.#skeleton) {
      this.#skeleton = now;
      this.#ofBias = cell.quantity === NEXT_B;
      this.#places = [];
      this.element.replaceChildren(...lines.flatMap((line, i) => [false, true].map((numeric) =>
        this.#line([...(i || numeric ? [] : [symbol(cell)]), mo("=")], line, numeric))));
    }
    let next = 0;
    const write = (/** @type {Term} */ term) => {
      if (isLive(term)) {
        const { node, bound } = this.#places[next++];
        const text = significant(term.value);
        setText(node, bound && term.value < 0 ? `(${text})` : text);
      }
      term.terms.forEach(write);
    };
    lines.forEach(write);
  }

  /**
   * A line of its own, which can break between the terms of a sum.
   * @param {Node[]} left
   * @param {Term} line
   * @param {boolean} numeric
   */
  #line(left, line, numeric) {
    const negated = line.code === MINUS && line.terms[0].code === SUM;
    const pieces = this.#pieces(negated ? line.terms[0] : line, numeric);
    pieces[0].unshift(...left, ...(negated ? [mo("−"), mo("(")] : []));
    if (negated) pieces[pieces.length - 1].push(mo(")"));
    return el("div", {}, ...pieces.map((piece) => {
      const part = math("math", math("mrow", ...piece));
      part.setAttribute("displaystyle", "true");
      return part;
    }));
  }

  /**
   * The terms of a sum, each with its sign; anything else is one.
   * @param {Term} term
   * @param {boolean} numeric
   * @returns {Node[][]}
   */
  #pieces(term, numeric) {
    if (term.code !== SUM) return [[this.#term(term, numeric, LOOSE)]];
    return term.terms.map((part, i) => {
      if (i === 0 || part.code === NOTE) return [this.#term(part, numeric, LOOSE)];
      return part.code === MINUS
        ? [between("−"), this.#term(part.terms[0], numeric, IN_PRODUCT)]
        : [between("+"), this.#term(part, numeric, IN_SUM)];
    });
  }

  /**
   * @param {Term} term
   * @param {boolean} numeric
   * @param {number} tight
   * @returns {Node}
   */
  #term(term, numeric, tight) {
    const { code, terms, which = 0 } = term;
    const part = (/** @type {number} */ i, /** @type {number} */ within) => this.#term(terms[i], numeric, within);
    if (isLive(term)) {
      if (numeric) return this.#number(tight === IN_SUM || tight === IN_PRODUCT);
      if (code === SETTING) return mi(SETTINGS[which]);
      if (code === REST) return math("mtext", `${count(which)} more`);
      return this.#symbol(/** @type {Cell} */ (term.cell));
    }
    switch (code) {
      case NUMBER: return math("mn", significant(term.value));
      case NOTE: return math("mtext", `(${NOTES[which]})`);
      case OVER: return math("mfrac", part(0, LOOSE), part(1, LOOSE));
      case POWER: return math("msup", part(0, IN_PRODUCT), part(1, LOOSE));
      case CALL: return call(which, part(0, LOOSE));
      case MINUS: {
        const minus = math("mrow", mo("−"), part(0, IN_PRODUCT));
        return tight === LOOSE ? minus : bracket(minus);
      }
      case PRODUCT:
        return math("mrow", ...terms.flatMap((_, i) => i ? [mo("·"), part(i, IN_PRODUCT)] : [part(i, tight === LOOSE ? HEADS_PRODUCT : IN_PRODUCT)]));
      default: {
        // A sum of one is what it is the sum of.
        if (terms.length === 1) return part(0, tight);
        const sum = this.#pieces(term, numeric).flat();
        return tight === IN_PRODUCT || tight === HEADS_PRODUCT ? bracket(...sum) : math("mrow", ...sum);
      }
    }
  }

  /** @param {boolean} bound */
  #number(bound) {
    const node = math("mn");
    this.#places.push({ node, bound });
    return node;
  }

  /** @param {Cell} cell */
  #symbol(cell) {
    const node = symbol(cell, this.#ofBias);
    node.setAttribute("tabindex", "0");
    node.addEventListener("click", () => this.#choose(cell));
    node.addEventListener("keydown", (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === "Enter") this.#choose(cell);
    });
    return node;
  }
}

/** Whether it has a value that changes. @param {Term} term */
const isLive = ({ code }) => code === VALUE || code === SETTING || code === REST;

/**
 * @param {number} which function
 * @param {Node} x
 */
function call(which, x) {
  if (which === 0) return math("msup", mi("e"), x);
  if (which === 2) return math("msqrt", x);
  if (which === 5) return math("mrow", mo("|"), x, mo("|"));
  return math("mrow", mi(FUNCTIONS[which]), which === 4 ? bracket(math("mn", "0"), mo(","), x) : bracket(x));
}
