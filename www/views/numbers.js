// Every number of the network, in the notebook's shapes: W[i], b[i], Z[i] and A[i] of each layer.

import { el } from "../dom.js";
import { decimals, example, significant } from "../format.js";
import { Matrix } from "./matrix.js";
import { panel } from "./view.js";

/** @typedef {import("./view.js").Lab} Lab */

const MOST_EXAMPLES = 12;
/** A layer with more numbers than this starts folded. */
const MOST_OPEN = 400;
/** With more than this on show, they change four times a second while the run plays. */
const MOST_LIVE = 300;

/** @param {number} value */
const bySize = (value) => value / (1 + Math.abs(value));
/** @param {number} value */
const fromHalf = (value) => Math.min(1, Math.max(-1, 2 * value - 1));

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function numbers(host) {
  const layers = el("div", { class: "layers" });
  /** @type {Layer[]} */
  let shown = [];
  let signature = "";
  let updated = -Infinity;
  return {
    element: panel("numbers", "Numbers", layers),
    draw({ lab, playing }) {
      const names = exampleNames(lab);
      const { activation, outputActivation } = host.hyperparameters();
      const now = `${lab.sizes} ${lab.targets.length} ${names} ${activation} ${outputActivation}`;
      if (now !== signature) {
        signature = now;
        shown = Array.from({ length: lab.sizes.length - 1 }, (_, i) => {
          const last = i === lab.sizes.length - 2;
          return new Layer(lab, i + 1, names, last ? outputActivation : activation, host);
        });
        layers.replaceChildren(...shown.map(({ element }) => element));
      }
      const open = shown.filter(({ element }) => element.open);
      const many = open.reduce((sum, { size }) => sum + size, 0) > MOST_LIVE;
      const time = performance.now();
      if (many && playing && time - updated < 250) return;
      updated = time;
      for (const layer of open) layer.update(lab);
    },
  };
}

/** @param {Lab} lab */
function exampleNames(lab) {
  const inputs = lab.a(0);
  return Array.from({ length: Math.min(MOST_EXAMPLES, lab.targets.length) }, (_, i) => example(inputs, i));
}

class Layer {
  element;
  /** How many numbers it has. */
  size;
  #build;
  /** Made when they are first seen: a wide layer has thousands of cells. @type {{ weights: Matrix, biases: Matrix, z: Matrix, a: Matrix, targets: Matrix | undefined } | undefined} */
  #matrices;
  #index;

  /**
   * @param {Lab} lab
   * @param {number} index       1 … L
   * @param {string[]} names     of the examples
   * @param {string} activation
   * @param {import("./view.js").Host} host
   */
  constructor(lab, index, names, activation, host) {
    const [before, width] = lab.sizes.slice(index - 1, index + 1);
    this.#index = index;
    this.size = width * (before + 1 + 2 * names.length);
    this.element = el("details", { class: "layer", open: this.size <= MOST_OPEN, ontoggle: host.stale },
      el("summary", {}, el("b", {}, `Layer ${index}`), ` ${before} → ${width}, ${activation.replace("-", " ")}`));
    this.#build = () => this.#make(lab, before, width, names, activation, host.layout.digits);
  }

  /** @param {Lab} lab */
  update(lab) {
    this.#matrices ??= this.#build();
    this.#matrices.weights.update(lab.weights(this.#index));
    this.#matrices.biases.update(lab.biases(this.#index));
    this.#matrices.z.update(lab.z(this.#index));
    this.#matrices.a.update(lab.a(this.#index));
    this.#matrices.targets?.update(lab.targets);
  }

  /**
   * @param {Lab} lab
   * @param {number} before
   * @param {number} width
   * @param {string[]} names
   * @param {string} activation
   * @param {number | undefined} digits
   */
  #make(lab, before, width, names, activation, digits) {
    const index = this.#index;
    const last = index === lab.sizes.length - 1;
    const format = digits === undefined ? significant : (/** @type {number} */ x) => decimals(x, digits);
    const perNeuron = { rows: width, format, lean: bySize };
    const perExample = { rows: lab.targets.length, columns: width, column: "neuron", labels: names, format };
    const weights = new Matrix({ name: `W[${index}]`, ...perNeuron, columns: before, column: index === 1 ? "input" : "from neuron" });
    const biases = new Matrix({ name: `b[${index}]`, ...perNeuron, columns: 1, column: "bias" });
    const z = new Matrix({ name: `Z[${index}]`, ...perExample, lean: bySize });
    const a = new Matrix({ name: `A[${index}]`, ...perExample, unlabelled: true, lean: last || activation === "sigmoid" ? fromHalf : bySize });
    const targets = last ? new Matrix({ name: "y", ...perExample, column: "target", unlabelled: true, format: significant, lean: fromHalf }) : undefined;
    this.element.append(el("div", { class: "matrices" },
      el("div", { class: "matrices" }, weights.element, biases.element),
      el("div", { class: "matrices" }, z.element, a.element, targets?.element)));
    return { weights, biases, z, a, targets };
  }
}
