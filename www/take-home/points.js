// The points of a figure as somebody changes them one by one, and the way back.

import { points } from "../plain.js";

/** @typedef {import("../fields.js").Hyperparameters} Hyperparameters */
/** @typedef {[x1: number, x2: number, y: number]} Point */

/**
 * What data there were: what was asked for, the points that this gave, and the run that learnt them, where that is kept.
 * @typedef {Pick<Hyperparameters, "dataset" | "points"> & { used: Point[], run?: import("./exchange.js").Away }} Data
 */

export class OwnPoints {
  #desk;
  #exchange;
  /** As they were left here. @type {Data | undefined} */
  #now;
  /** What was in force when that was last compared. @type {Hyperparameters | undefined} */
  #compared;
  /** What the data were before each change that was made here. @type {Data[]} */
  #past = [];
  /** And before each that was taken back. @type {Data[]} */
  #future = [];

  /**
   * @param {import("../take-home.js").Desk} desk
   * @param {import("./exchange.js").Exchange} exchange
   */
  constructor(desk, exchange) {
    this.#desk = desk;
    this.#exchange = exchange;
  }

  get canUndo() { return this.#past.length > 0; }
  get canRedo() { return this.#future.length > 0; }

  /** Those that the run learns. */
  get used() { return /** @type {Point[]} */ (points(this.#desk.session().lab)); }

  /** Forgets what was before, where the data have become others in another way. */
  meet() {
    const { hyperparameters } = this.#desk.session();
    if (hyperparameters === this.#compared) return;
    this.#compared = hyperparameters;
    const { dataset, points } = hyperparameters;
    if (dataset === this.#now?.dataset && same(points, this.#now.points)) return;
    this.#now = { dataset, points, used: this.used };
    this.#past = [];
    this.#future = [];
  }

  /**
   * Has the run learn other points, from the start.
   * @param {(used: Point[]) => Point[]} other than those that it learns
   * @throws what Rust refuses; then nothing has changed
   */
  change(other) {
    const before = this.#leave();
    const points = other(before.used);
    const run = this.#ask({ dataset: "points", points, used: points });
    this.#past.push({ ...before, run });
    this.#future = [];
  }

  /** Takes back the last change: the data are what they were, to the bit, and so is the run that learnt them. */
  undo() { this.#go(this.#past, this.#future); }
  /** Makes it again. */
  redo() { this.#go(this.#future, this.#past); }

  /**
   * @param {Data[]} from
   * @param {Data[]} to
   */
  #go(from, to) {
    const before = this.#leave();
    const data = from.at(-1);
    if (!data) return;
    let run;
    if (data.run && this.#exchange.leadsBackTo(data.run)) {
      this.#exchange.takeBack();
      this.#now = data;
    } else run = this.#ask(data);
    from.pop();
    to.push({ ...before, run });
  }

  /** The data that are to be left. */
  #leave() {
    this.meet();
    const now = /** @type {Data} */ (this.#now);
    const { used } = this;
    // An input was set by hand, or another seed has drawn others.
    if (!same(used, now.used)) now.used = used;
    return now;
  }

  /**
   * @param {Data} data that are learnt from now on, from the start
   * @returns the run that was here, if anything was done with it: that is kept
   */
  #ask({ dataset, points, used }) {
    const { element, session } = this.#desk;
    const { module, lab, hyperparameters } = session();
    let run;
    if (lab.lastEpoch > 0 || lab.stepInEpoch > 0 || lab.edited) {
      run = this.#exchange.open(new module.Lab({ ...hyperparameters, dataset, points }), { points: this });
    } else element.hyperparameters = { dataset, points };
    this.#now = { dataset, points, used };
    // Where what was asked for no longer gives them, they are points as any others.
    if (same(this.used, used)) return run;
    element.hyperparameters = { dataset: "points", points: used };
    this.#now = { dataset: "points", points: used, used };
    return run;
  }
}

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
