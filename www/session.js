// A run inside a figure: the wasm handle, its player, and changes that either happen or do not.

import { A, W } from "./cell.js";
import { completed } from "./plain.js";
import { Player } from "./player.js";
import { readStyle } from "./style.js";

/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("./lab-loader.js").Module} Module */
/** @typedef {import("./fields.js").Hyperparameters} Hyperparameters */
/** Some hyperparameters, with values that are to be checked. @typedef {Record<string, unknown> | Partial<Hyperparameters>} Changes */
/** @typedef {Error & { field?: string, value?: unknown, allowed?: string }} Refusal */

const DEFAULT_PRESET = "corrected";

export class Session {
  module;
  lab;
  player;
  /** What attributes asked for and did not get, because it is not allowed. @type {Refusal[]} */
  refusals = [];
  /** @type {import("./wasm/xor_lab.js").Style | undefined} */
  #style;
  #scale = 0;
  /** @type {Hyperparameters | undefined} */
  #hyperparameters;
  /** Where they were read; -1 where they are to be read again. */
  #changesInForce = -1;

  /**
   * Starts a run from a preset and what else is wanted. What is refused is left out and noted.
   * @param {Module} module
   * @param {string | null} preset
   * @param {Changes} wanted
   * @param {() => void} turned called whenever playing starts or stops
   */
  constructor(module, preset, wanted, turned) {
    this.module = module;
    const base = this.preset(preset) ?? module.preset(DEFAULT_PRESET);
    this.lab = this.#sift(wanted, (allowed) => new module.Lab({ ...base, ...completed(allowed) }));
    this.player = new Player(this.lab, turned);
  }

  /**
   * What is in force where the run is: a copy to read, not to write; the same object as long as it
   * is the same.
   * @returns {Hyperparameters}
   */
  get hyperparameters() {
    const { changesInForce } = this.lab;
    if (changesInForce !== this.#changesInForce) {
      const now = this.lab.hyperparameters;
      if (JSON.stringify(now) !== JSON.stringify(this.#hyperparameters)) this.#hyperparameters = now;
      this.#changesInForce = changesInForce;
    }
    return /** @type {Hyperparameters} */ (this.#hyperparameters);
  }

  /**
   * Changes the given fields, or throws and changes nothing.
   * @param {Changes} changes
   * @returns {boolean} whether the run went back to its start
   */
  apply(changes) {
    const restarted = this.lab.update(completed(changes, this.lab));
    this.#changesInForce = -1;
    if (restarted) this.player.restarted();
    else this.player.retuned();
    return restarted;
  }

  /** @param {Lab} lab whose run takes the place of the one here, which is there from now on */
  open(lab) {
    this.lab.swap(lab);
    this.#changesInForce = -1;
    this.player.restarted();
  }

  /**
   * Changes those of the given fields that can be. What is refused is left out and noted.
   * @param {Changes} changes
   * @returns {boolean | undefined} whether the run went back to its start, if anything was left
   */
  applyAllowed(changes) {
    return this.#sift(changes, (allowed) => Object.keys(allowed).length > 0 ? this.apply(allowed) : undefined);
  }

  /**
   * The preset of that name, or the one for no name. If there is none, that is noted.
   * @param {string | null} name
   * @returns {Hyperparameters | undefined}
   */
  preset(name) {
    try {
      return this.module.preset(name ?? DEFAULT_PRESET);
    } catch (error) {
      this.refusals.push(/** @type {Refusal} */ (error));
    }
  }

  /**
   * Whether a run could have these changes: Rust is asked for one.
   * @param {Changes} changes
   */
  allows(changes) {
    try {
      new this.module.Lab(/** @type {Hyperparameters} */ ({ ...this.hyperparameters, ...changes })).free();
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Sets a weight, a bias or an input by hand, or throws and changes nothing.
   * @param {import("./cell.js").Cell} cell
   * @param {number} value
   */
  edit({ quantity, layer, row, column }, value) {
    const { lab } = this;
    if (quantity === A) return this.setInput(row, column, value);
    const [before, width] = lab.sizes.slice(layer - 1, layer + 1);
    const place = quantity === W ? row * before + column : width * before + row;
    this.setParameter(lab.weightsStart(layer) + place, value);
  }

  /** @param {number} index @param {number} value */
  setParameter(index, value) {
    this.lab.setParameter(index, value);
    this.#edited();
  }

  /** @param {number} example @param {number} input @param {number} value */
  setInput(example, input, value) {
    this.lab.setInput(example, input, value);
    this.#edited();
  }

  #edited() {
    // There may be as many changes as before, but others.
    this.#changesInForce = -1;
    this.player.edited();
  }

  /**
   * The colours and the font of an element, read once until they change.
   * @param {Element} element
   * @param {number} scale device pixels in a CSS pixel
   */
  style(element, scale) {
    if (this.#scale !== scale) this.forgetStyle();
    this.#scale = scale;
    return (this.#style ??= readStyle(this.module, element, scale));
  }

  forgetStyle() {
    const style = this.#style;
    this.#style = undefined;
    style?.free();
  }

  /** @throws after a trap: what was in use then stays in use */
  free() {
    try { this.forgetStyle(); } finally { this.lab.free(); }
  }

  /**
   * Tries what is wanted, without what is refused.
   * @template Result
   * @param {Changes} wanted
   * @param {(allowed: Changes) => Result} attempt
   * @returns {Result}
   */
  #sift(wanted, attempt) {
    try {
      return attempt(wanted);
    } catch (error) {
      if (Object.keys(wanted).length === 0) throw error;
      const refusal = /** @type {Refusal} */ (error);
      this.refusals.push(refusal);
      // Without the field that was refused; if that was not one of these, without any.
      const field = refusal.field ?? "";
      const rest = Object.entries(wanted).filter(([name]) => field in wanted && name !== field);
      return this.#sift(Object.fromEntries(rest), attempt);
    }
  }
}
