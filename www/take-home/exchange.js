// Runs that take each other's place, and the way back: what was here before one was opened, and
// before points were put by hand.

import { count } from "../format.js";
import { differing, momentOf } from "./moment.js";
import { OwnPoints } from "./points.js";

/** @typedef {import("../wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("./moment.js").Moment} Moment */

/**
 * A run that is not here, and what goes with it.
 * @typedef {object} Away
 * @property {Lab} lab              has the run
 * @property {string | null} views  the attribute
 * @property {OwnPoints} points     with their way back
 * @property {number} mark          where it was to pause
 */

/** So many are kept: each may be some megabytes. */
const MOST = 10;

export class Exchange {
  /** Points of one's own, of the run that is here. */
  points;
  #desk;
  #changed;
  /** What was here before. @type {Away[]} */
  #past = [];
  /** What was here after, before it was taken back. @type {Away[]} */
  #future = [];
  /** How often another run was put here. */
  #turn = 0;

  /**
   * @param {import("../take-home.js").Desk} desk
   * @param {() => void} changed called when another run is here, and when it is where it goes
   */
  constructor(desk, changed) {
    this.#desk = desk;
    this.#changed = changed;
    this.points = new OwnPoints(desk, this);
  }

  get canTakeBack() { return this.#past.length > 0; }
  get canOpenAgain() { return this.#future.length > 0; }

  /**
   * @param {Lab} lab whose run takes the place of the one here
   * @param {{ views?: string, points?: OwnPoints, kept?: boolean }} [options] views that are shown then, what its own points
   *   are changed by, and whether the run here may be wanted back
   * @returns {Away} that run
   */
  open(lab, options) {
    const before = this.#put(lab, options);
    this.#settle();
    return before;
  }

  /**
   * @param {Lab} lab whose run, at its start, takes the place of the one here
   * @param {Moment} moment to which it goes
   * @param {{ views?: string, kept?: boolean }} [options]
   * @returns {Promise<string>} what has come of it
   * @throws {Error} if that is not the moment; then nothing has changed
   */
  async arrive(lab, moment, options) {
    const { element, figure, session, goTo } = this.#desk;
    this.#put(lab, options);
    this.#changed();
    const turn = this.#turn;
    const going = goTo(moment.at);
    const [end, step] = moment.at;
    const place = `epoch ${count(end)}${step > 0 ? `, update ${step}` : ""}`;
    if (element.playing) figure().say("", `On the way to ${place}; Pause ends it.`);
    await going;
    // On the way it was taken back, another one was opened, or the figure has left the page.
    if (turn !== this.#turn) return "";
    figure().say("");
    const { lab: { epoch, stepInEpoch, loss }, player } = session();
    if (epoch !== end || stepInEpoch !== step) {
      this.#settle();
      const { hyperparameters } = momentOf(session().lab);
      const started = Object.keys(differing({ ...hyperparameters, ...moment.hyperparameters }, hyperparameters)).length > 0;
      // Then it is told why, or it has been started anew.
      if (player.divergedAt !== undefined || started) return "";
      player.mark = end;
      return `The run was stopped at epoch ${count(epoch)}, on its way to ${place}. “Run to” goes on.`;
    }
    // JSON has no word for what is not finite.
    const told = moment.loss === undefined ? loss : moment.loss ?? NaN;
    if (!Object.is(told, loss) && (Number.isFinite(told) || Number.isFinite(loss))) {
      const before = this.#past.pop();
      if (before) this.#swap(lab, before);
      lab.free();
      this.#changed();
      throw new Error(`Its loss is ${told}, but this run has come to ${loss} there: it is not the same run.`);
    }
    this.#settle();
    return "The run is where it was.";
  }

  /** @param {Away} run */
  leadsBackTo(run) { return this.#past.at(-1) === run; }

  /** The run that was here before, as it was. @returns {string} what has come of it */
  takeBack() {
    this.#go(this.#past, this.#future);
    return "The run from before is back.";
  }

  /** The one that was taken back. @returns {string} what has come of it */
  openAgain() {
    this.#go(this.#future, this.#past);
    return "The run that was taken back is here again.";
  }

  /** Frees all runs that are not here. */
  forget() {
    for (const away of [...this.#past.splice(0), ...this.#future.splice(0)]) away.lab.free();
    this.#turn += 1;
    this.#changed();
  }

  /**
   * @param {Lab} lab
   * @param {{ views?: string, points?: OwnPoints, kept?: boolean }} [options]
   */
  #put(lab, { views, points, kept = true } = {}) {
    const before = this.#swap(lab, { views, points });
    if (kept) this.#past.push(before);
    else lab.free();
    return before;
  }

  /** What was opened stays: nothing leads forward from it, and not too far back. */
  #settle() {
    for (const away of [...this.#future.splice(0), ...this.#past.splice(0, this.#past.length - MOST)]) away.lab.free();
    this.#changed();
  }

  /**
   * @param {Away[]} from
   * @param {Away[]} to
   */
  #go(from, to) {
    const away = from.at(-1);
    if (!away) throw new Error("There is no such run.");
    const here = this.#swap(away.lab, away);
    // Until now there was a way, and its button had the focus.
    from.pop();
    to.push(here);
    this.#changed();
  }

  /**
   * @param {Lab} lab gets the run that is here, and its own is here then
   * @param {{ views?: string | null, points?: OwnPoints, mark?: number }} looks without `views` those of now stay, null are
   *   the usual ones
   * @returns {Away} the run that was here
   */
  #swap(lab, { views, points = new OwnPoints(this.#desk, this), mark }) {
    const { element, session, open } = this.#desk;
    const { player } = session();
    const away = { lab, views: element.getAttribute("views"), points: this.points, mark: player.mark };
    if (views === null) element.removeAttribute("views");
    else if (views !== undefined) element.setAttribute("views", views);
    player.mark = mark ?? player.mark;
    this.points = points;
    this.#turn += 1;
    open(lab);
    return away;
  }
}
