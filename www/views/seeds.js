// The same run from 200 starts: how often does it learn?

import { el, setText } from "../dom.js";
import { epochs, percent, significant } from "../format.js";
import { Pace } from "../pace.js";
import { panel } from "./view.js";

/** @typedef {import("../wasm/xor_lab.js").Sweep} Sweep */

const SEEDS = 200;
/** A run that ends below this loss has learnt. */
const LEARNT = 0.1;

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function seeds(host) {
  return new Seeds(host);
}

class Seeds {
  element;
  #host;
  #button = el("button", { type: "button", class: "button", onclick: () => this.#toggle() });
  #summary = el("p", { class: "summary", role: "status" });
  #cells = Array.from({ length: SEEDS }, (_, seed) => el("button", { type: "button", tabindex: seed ? -1 : 0, onclick: () => this.#choose(seed) }));
  #pace = new Pace();
  /** @type {Sweep | undefined} */
  #sweep;
  /** @type {Float64Array} */
  #losses = new Float64Array();
  #shown = 0;
  #epochs = 0;
  /** What the results are results of. */
  #subject = "";

  /** @param {import("./view.js").Host} host */
  constructor(host) {
    this.#host = host;
    const strip = el("div", { class: "seeds", role: "group", "aria-label": "Seeds 0 to 199; arrow keys move between them", onkeydown: (/** @type {KeyboardEvent} */ event) => this.#move(event) }, ...this.#cells);
    this.element = panel("seeds", "Other seeds", el("div", { class: "line" }, this.#button, this.#summary), strip);
    this.#clear();
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
    const { seed } = this.#host.hyperparameters();
    this.#cells.forEach((cell, i) => i === seed ? cell.setAttribute("aria-current", "true") : cell.removeAttribute("aria-current"));
  }

  draw() {
    for (; this.#shown < this.#losses.length; this.#shown++) {
      const loss = this.#losses[this.#shown];
      const cell = this.#cells[this.#shown];
      cell.className = loss < LEARNT ? "learnt" : "stuck";
      this.#name(cell, `seed ${this.#shown}: loss ${significant(loss)}`);
    }
    setText(this.#button, this.busy() ? "Stop" : `Run ${SEEDS} seeds for ${epochs(this.#host.mark())}`);
    // Read out where it ends, not at every step on the way.
    this.#summary.setAttribute("aria-live", this.busy() ? "off" : "polite");
    setText(this.#summary, this.#text());
  }

  #text() {
    const finished = this.#losses.length;
    const progress = this.#sweep && `… ${percent((finished + this.#sweep.epoch / this.#epochs) / SEEDS)}`;
    if (finished === 0) return progress ? `Running${progress}` : `This figure’s run from each of the seeds 0 to ${SEEDS - 1}.`;
    const learnt = this.#losses.reduce((sum, loss) => sum + Number(loss < LEARNT), 0);
    const after = `${learnt} of ${finished} seeds end below ${LEARNT} (filled) after ${epochs(this.#epochs)}`;
    return progress ? `${after} so far${progress}` : `${after}.`;
  }

  /** @param {number} seed whose run goes to where its result is from, if it has one */
  #choose(seed) {
    this.#host.chooseSeed(seed, seed < this.#losses.length ? this.#epochs : 0);
  }

  #toggle() {
    if (this.busy()) this.dispose();
    else this.#run();
    this.#host.stale();
  }

  #run() {
    this.#clear();
    const { Sweep } = this.#host.module();
    this.#subject = this.#subjectNow();
    this.#epochs = this.#host.mark();
    this.#pace.forget();
    this.#sweep = new Sweep(this.#host.hyperparameters(), SEEDS, this.#epochs);
  }

  #clear() {
    this.dispose();
    this.#losses = new Float64Array();
    this.#shown = 0;
    this.#cells.forEach((cell, seed) => {
      cell.className = "";
      this.#name(cell, `seed ${seed}`);
    });
  }

  #subjectNow() {
    return JSON.stringify({ ...this.#host.hyperparameters(), seed: 0 });
  }

  /**
   * @param {HTMLElement} cell
   * @param {string} name
   */
  #name(cell, name) {
    cell.title = name;
    cell.setAttribute("aria-label", name);
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const from = this.#cells.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const row = getComputedStyle(this.#cells[0].parentElement ?? this.element).gridTemplateColumns.split(" ").length;
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row, Home: -from, End: SEEDS - 1 - from }[event.key];
    const next = this.#cells[from + (by ?? NaN)];
    if (!next) return;
    event.preventDefault();
    this.#cells[from].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
