// A run for programs without a page.

import { loadLab } from "./lab-loader.js";
import { completed, gradientCheck, snapshot } from "./plain.js";

/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("./wasm/xor_lab.js").Hyperparameters} Hyperparameters */

/**
 * Starts the program that all runs share. `Run.create` fetches it by itself; this is for places
 * where nothing can be fetched.
 * @param {BufferSource} [wasm] the bytes of wasm/xor_lab_bg.wasm
 */
export async function load(wasm) {
  await loadLab(wasm && (() => WebAssembly.compile(wasm)));
}

/** A network in training: the class `Lab` without its drawings. */
export class Run {
  #lab;

  /** @param {Lab} lab */
  constructor(lab) {
    this.#lab = lab;
  }

  /**
   * A run at epoch 0.
   * @param {(Partial<Hyperparameters> & { preset?: string }) | null} [options] what differs from the preset,
   *   which is `corrected` where none is named
   */
  static async create(options) {
    const { preset = "corrected", ...changes } = options ?? {};
    const { Lab, preset: named } = await loadLab();
    return new Run(new Lab({ ...named(preset), ...completed(changes) }));
  }

  /** A copy. Setting it changes the fields that are given, or throws and changes nothing. */
  get hyperparameters() { return this.#lab.hyperparameters; }
  set hyperparameters(changes) { this.#lab.update(completed(changes, this.#lab)); }

  get epoch() { return this.#lab.epoch; }
  /** The last epoch that has been; `epoch` is an earlier one after going back. */
  get lastEpoch() { return this.#lab.lastEpoch; }
  /** Updates made in the epoch that has begun; 0 between epochs. */
  get stepInEpoch() { return this.#lab.stepInEpoch; }
  get loss() { return this.#lab.loss; }
  get accuracy() { return this.#lab.accuracy; }
  /** Whether a number that was set by hand is in force. */
  get edited() { return this.#lab.edited; }
  /** Widths of all layers, inputs first. */
  get sizes() { return Array.from(this.#lab.sizes); }
  get targets() { return this.#lab.targets; }

  /** @param {number} epochs to complete; it stops where the loss is no longer finite */
  train(epochs) { this.#lab.train(epochs); }
  /** One parameter update. */
  step() { this.#lab.step(); }
  /** Takes back one parameter update. */
  back() { this.#lab.back(); }
  /** @param {number} epoch to go to, back or on */
  seek(epoch) { this.#lab.seek(epoch); }
  reset() { this.#lab.reset(); }

  /** @param {number} epoch */
  lossAt(epoch) { return this.#lab.lossAt(epoch); }
  /** @param {number} layer 1 … L */
  weights(layer) { return this.#lab.weights(layer); }
  /** @param {number} layer 1 … L */
  biases(layer) { return this.#lab.biases(layer); }
  /** @param {number} layer 1 … L */
  z(layer) { return this.#lab.z(layer); }
  /** @param {number} layer 0, the inputs, … L */
  a(layer) { return this.#lab.a(layer); }
  snapshot() { return snapshot(this.#lab); }
  gradientCheck() { return gradientCheck(this.#lab); }

  /**
   * @param {number} index of a weight or a bias among all: W[1] row by row, b[1], W[2] …
   * @param {number} value
   */
  setParameter(index, value) { this.#lab.setParameter(index, value); }
  /**
   * @param {number} example
   * @param {number} input 0 for x1, 1 for x2
   * @param {number} value
   */
  setInput(example, input, value) { this.#lab.setInput(example, input, value); }
  /** Goes back to the last number set by hand, and takes it back. */
  undo() { this.#lab.undo(); }
  /** Sets it again, where it was. */
  redo() { this.#lab.redo(); }

  /** Gives the memory back, which otherwise comes back once nothing refers to the run. */
  free() { this.#lab.free(); }
}

// For `using`, where the language has it.
if (Symbol.dispose) Object.defineProperty(Run.prototype, Symbol.dispose, { value: Run.prototype.free });
