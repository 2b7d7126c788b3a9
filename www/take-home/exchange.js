// Runs that are opened in the place of others, and the way back.

import { count } from "../format.js";
import { differing, momentOf } from "./moment.js";
import { OwnPoints } from "./points.js";

/** @typedef {import("../wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("./moment.js").Moment} Moment */

/**
 * What was here before a run was opened.
 * @typedef {object} Before
 * @property {Lab} lab              has the run
 * @property {string | null} views  the attribute
 * @property {OwnPoints} points     with their way back
 * @property {number} mark          where it was to pause
 * @property {boolean} kept         whether anybody may want it back
 * @property {boolean} [settled]    whether what was opened has come to where it goes
 * @property {Before} [earlier]     what was before that, until it has
 */

export class Exchange {
  /** Points of one's own, of the run that is here. */
  points;
  #desk;
  #changed;
  /** @type {Before | undefined} */
  #before;

  /**
   * @param {import("../take-home.js").Desk} desk
   * @param {() => void} changed called when another run is here, and when it is where it goes
   */
  constructor(desk, changed) {
    this.#desk = desk;
    this.#changed = changed;
    this.points = new OwnPoints(desk);
  }

  get canTakeBack() { return this.#before?.kept ?? false; }

  /** @param {Lab} lab whose run takes the place of the one here, at its start */
  start(lab) {
    this.#swap(lab);
    this.#settle();
  }

  /**
   * @param {Lab} lab whose run takes the place of the one here, at its start
   * @param {Moment} moment to which it goes
   * @param {{ views?: string, kept?: boolean }} [options] views that are shown then, and whether the run here may be wanted back
   * @returns {Promise<string>} what has come of it
   * @throws {Error} if that is not the moment; then nothing has changed
   */
  async arrive(lab, moment, options) {
    const { element, figure, session, goTo } = this.#desk;
    const before = this.#swap(lab, options);
    const going = goTo(moment.at);
    const [end, step] = moment.at;
    const place = `epoch ${count(end)}${step > 0 ? `, update ${step}` : ""}`;
    if (element.playing) figure().say("", `On the way to ${place}; Pause ends it.`);
    await going;
    // On the way it was taken back, another one was opened, or the figure has left the page.
    if (this.#before !== before) return "";
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
      this.#swap(lab, before);
      lab.free();
      this.#before = before.earlier;
      this.#changed();
      throw new Error(`Its loss is ${told}, but this run has come to ${loss} there: it is not the same run.`);
    }
    this.#settle();
    return "The run is where it was.";
  }

  /** @returns {string} what has come of it */
  takeBack() {
    if (!this.canTakeBack) throw new Error("No run was opened here.");
    const before = this.#settle();
    this.#desk.element.pause();
    this.#before = { ...this.#swap(before.lab, before), settled: true, earlier: undefined };
    return "The run from before is back.";
  }

  /** Frees the run that `takeBack` leads to. */
  forget() {
    for (let before = this.#before; before; before = before.earlier) before.lab.free();
    this.#before = undefined;
  }

  /**
   * @param {Lab} lab gets the run that is here, and its own is here then
   * @param {{ views?: string | null, points?: OwnPoints, mark?: number, kept?: boolean }} [looks] without `views` those of
   *   now stay, null are the usual ones
   */
  #swap(lab, { views, points = new OwnPoints(this.#desk), mark, kept = true } = {}) {
    const { element, session, open } = this.#desk;
    const { player } = session();
    const before = { lab, views: element.getAttribute("views"), points: this.points, mark: player.mark, kept, earlier: this.#before };
    if (views === null) element.removeAttribute("views");
    else if (views !== undefined) element.setAttribute("views", views);
    player.mark = mark ?? player.mark;
    this.points = points;
    this.#before = before;
    open(lab);
    this.#changed();
    return before;
  }

  /**
   * What was opened stays. What it found on its way to somewhere else is not wanted back, but what was here before that;
   * nothing leads further.
   */
  #settle() {
    let before = /** @type {Before} */ (this.#before);
    for (; before.earlier && !before.earlier.settled; before = before.earlier) before.lab.free();
    before.earlier?.lab.free();
    this.#before = { ...before, settled: true, earlier: undefined };
    this.#changed();
    return this.#before;
  }
}
