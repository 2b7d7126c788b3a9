// The runs from other seeds: begins and stops them, says how many learn, and goes to any of them.

import { setText } from "../dom.js";
import { epochs, percent, significant } from "../format.js";
import { Pace } from "../pace.js";

/** A run that ends below this loss has learnt. */
const LEARNT = 0.1;

/**
 * @typedef {object} Parts
 * @property {HTMLElement} button   begins and stops
 * @property {HTMLElement} summary
 * @property {HTMLElement[]} cells  one for each seed
 */

export class SeedSweep {
  #button;
  #summary;
  #cells;
  /** What the summary says before there is a result. */
  #about;
  #host;
  #pace = new Pace();
  /** @type {import("../wasm/xor_lab.js").Sweep | undefined} */
  #sweep;
  /** @type {Float64Array} */
  #losses = new Float64Array();
  #shown = 0;
  #epochs = 0;
  /** What the results are results of. */
  #subject = "";

  /**
   * @param {Parts} parts
   * @param {import("../views/view.js").Host} host
   */
  constructor({ button, summary, cells }, host) {
    this.#button = button;
    this.#summary = summary;
    this.#cells = cells;
    this.#about = summary.textContent ?? "";
    this.#host = host;
  }

  busy() {
    return this.#sweep !== undefined;
  }

  /** @param {number} deadline */
  advance(deadline) {
    const sweep = this.#sweep;
    if (!sweep) return;
    let done = false;
    this.#pace.spend(Infinity, deadline, (steps) => (done = sweep.advance(steps)));
    this.#losses = sweep.losses;
    if (done) this.dispose();
    this.#host.stale();
  }

  /** Keeps what is finished, gives the rest up. */
  dispose() {
    this.#sweep?.free();
    this.#sweep = undefined;
  }

  /** The hyperparameters are others: results of the old ones go, unless only the seed differs. */
  changed() {
    if (this.#losses.length > 0 || this.busy()) if (this.#subject !== this.#subjectNow()) this.#clear();
  }

  /** @param {string} offer what the button says while nothing runs */
  draw(offer) {
    for (; this.#shown < this.#losses.length; this.#shown++) {
      const loss = this.#losses[this.#shown];
      const cell = this.#cells[this.#shown];
      cell.className = loss < LEARNT ? "learnt" : "stuck";
      cell.title = cell.ariaLabel = `seed ${this.#shown}: loss ${significant(loss)}`;
    }
    setText(this.#button, this.busy() ? "Stop" : offer);
    // Read out where it ends, not at every step on the way.
    this.#summary.ariaLive = this.busy() ? "off" : "polite";
    setText(this.#summary, this.#text());
  }

  /** Begins, or stops. */
  toggle() {
    if (this.busy()) this.dispose();
    else this.#run();
    this.#host.stale();
  }

  /** @param {EventTarget | null} cell whose run goes to where its result is from, if it has one */
  choose(cell) {
    const seed = this.#cells.indexOf(/** @type {HTMLElement} */ (cell));
    if (seed >= 0) this.#host.chooseSeed(seed, seed < this.#losses.length ? this.#epochs : 0);
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const from = this.#cells.indexOf(/** @type {HTMLElement} */ (event.target));
    if (from < 0) return;
    const row = getComputedStyle(/** @type {Element} */ (this.#cells[0].parentElement)).gridTemplateColumns.split(" ").length;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row, Home: -from, End: this.#cells.length - 1 - from }[event.key];
    const next = this.#cells[from + (by ?? NaN)];
    if (!next) return;
    event.preventDefault();
    this.#cells[from].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  #text() {
    const finished = this.#losses.length;
    const progress = this.#sweep && `… ${percent((finished + this.#sweep.epoch / this.#epochs) / this.#cells.length)}`;
    if (finished === 0) return progress ? `Running${progress}` : this.#about;
    const learnt = this.#losses.reduce((sum, loss) => sum + Number(loss < LEARNT), 0);
    const after = `${learnt} of ${finished} seeds end below ${LEARNT} (filled) after ${epochs(this.#epochs)}`;
    return progress ? `${after} so far${progress}` : `${after}.`;
  }

  #run() {
    this.#clear();
    const { Sweep } = this.#host.module();
    this.#subject = this.#subjectNow();
    this.#epochs = this.#host.mark();
    this.#pace.forget();
    this.#sweep = new Sweep(this.#host.hyperparameters(), this.#cells.length, this.#epochs);
  }

  #clear() {
    this.dispose();
    this.#losses = new Float64Array();
    this.#shown = 0;
    this.#cells.forEach((cell, seed) => {
      cell.className = "";
      cell.title = cell.ariaLabel = `seed ${seed}`;
    });
  }

  #subjectNow() {
    return JSON.stringify({ ...this.#host.hyperparameters(), seed: 0 });
  }
}
