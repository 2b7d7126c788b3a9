// How the chosen number came to be: its name, every digit, and the formula with live numbers.

import { el, setText } from "../dom.js";
import { example } from "../format.js";
import { A, B, GRAD_B, LOSS, NEXT_B, Y, isPerExample } from "../cell.js";
import { Formula } from "./formula.js";

/** @typedef {import("../cell.js").Cell} Cell */
/** @typedef {import("../views/view.js").Lab} Lab */

const NAMES = ["W", "b", "Z", "A", "δ", "∂L/∂W", "∂L/∂b", "y", "new W", "new b", "loss", "v", "s"];

/**
 * The name of a number in words: "∂L/∂W[1], neuron 2, input 1".
 * @param {Cell} cell
 * @param {Lab} lab
 */
export function nameOf({ quantity, layer, row, column }, lab) {
  if (quantity === LOSS) return "Loss";
  const name = quantity === Y ? "y" : `${NAMES[quantity]}[${layer}]`;
  if (isPerExample(quantity)) {
    const place = layer === 0 && quantity === A ? `input ${column + 1}` : `neuron ${column + 1}`;
    return `${name} of example ${example(lab.a(0), row)}${quantity === Y ? "" : `, ${place}`}`;
  }
  // The optimizer remembers of biases what stands after the columns of the weights.
  if ([B, GRAD_B, NEXT_B].includes(quantity) || column === lab.sizes[layer - 1]) return `${name}, neuron ${row + 1}`;
  return `${name}, neuron ${row + 1}, from ${layer === 1 ? "input" : "neuron"} ${column + 1}`;
}

export class Explained {
  #glass;
  #name;
  #hint;
  #value = el("span", { class: "digits" });
  #given = el("p", { class: "more" });
  #formula;

  /**
   * @param {HTMLElement} name where the number's name is to stand, and a hint until one is chosen
   * @param {import("../glass.js").Glass} glass
   */
  constructor(name, glass) {
    this.#glass = glass;
    this.#name = name;
    this.#hint = name.textContent ?? "";
    this.#formula = new Formula((cell) => glass.choose(cell));
    name.after(this.#value);
    name.parentElement?.after(this.#given, this.#formula.element);
  }

  /** @param {Lab} lab */
  draw(lab) {
    const { chosen, explanation } = this.#glass;
    const given = explanation?.lines.length === 0;
    this.#given.hidden = !given;
    if (given) setText(this.#given, chosen && chosen.quantity <= B ? "As the last update left it, or the start. The walk ends with the next update of it." : "It is given: nothing was computed for it.");
    this.#formula.element.hidden = !explanation;
    setText(this.#name, chosen ? nameOf(chosen, lab) : this.#hint);
    setText(this.#value, explanation ? String(explanation.value) : "");
    if (!chosen || !explanation) return;
    this.#formula.show(chosen, explanation);
  }
}
