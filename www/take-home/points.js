// The points of a figure as somebody changes them one by one, and the way back.

import { points } from "../plain.js";

/** @typedef {import("../fields.js").Hyperparameters} Hyperparameters */
/** @typedef {[x1: number, x2: number, y: number]} Point */

/**
 * What data there were: what was asked for, and the points that this gave.
 * @typedef {Pick<Hyperparameters, "dataset" | "points"> & { used: Point[] }} Data
 */

export class OwnPoints {
  #desk;
  /** As they were left here. @type {Data | undefined} */
  #now;
  /** What was in force when that was last compared. @type {Hyperparameters | undefined} */
  #compared;
  /** What the data were before each change that was made here. @type {Data[]} */
  #past = [];
  /** And before each that was taken back. @type {Data[]} */
  #future = [];

  /** @param {import("../take-home.js").Desk} desk */
  constructor(desk) {
    this.#desk = desk;
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
    this.#ask({ dataset: "points", points, used: points });
    this.#past.push(before);
    this.#future = [];
  }

  /** Takes back the last change: the data are what they were, to the bit. */
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
    this.#ask(data);
    from.pop();
    to.push(before);
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

  /** @param {Data} data */
  #ask({ dataset, points, used }) {
    const { element } = this.#desk;
    element.hyperparameters = { dataset, points };
    this.#now = { dataset, points, used };
    // Where what was asked for no longer gives them, they are points as any others.
    if (same(this.used, used)) return;
    element.hyperparameters = { dataset: "points", points: used };
    this.#now = { dataset: "points", points: used, used };
  }
}

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
