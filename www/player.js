// Playing one run: how many epochs it is owed, where it pauses, and when it has diverged.

import { Pace } from "./pace.js";

/** @typedef {import("./wasm/xor_lab.js").Lab} Lab */

/** Stops of the speed slider, in epochs a frame (a sixtieth of a second). */
export const SPEEDS = [
  1 / 60, 1 / 30, 1 / 12, 1 / 6, 1 / 3, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, Infinity,
];

/** So long a journey to another epoch may hold up the page. */
const MOMENT_MS = 12;

export class Player {
  playing = false;
  /** Epochs a frame; Infinity is as many as the time allows. */
  speed = 0;
  /** The epoch at which a run pauses by itself. Playing on from there has no end. */
  mark = 0;
  /** The epoch in which the loss stopped being finite, if it is not. @type {number | undefined} */
  divergedAt;
  #lab;
  #pace = new Pace();
  /** Updates in an epoch when the pace was found. */
  #steps = 0;
  #owed = 0;
  #hurry = false;
  /** Where a journey ends that takes more than a moment. @type {number | undefined} */
  destination;
  /** What is to be done there. @type {(() => void) | undefined} */
  #then;
  #changed;

  /**
   * @param {Lab} lab
   * @param {() => void} changed called whenever playing starts or stops
   */
  constructor(lab, changed) {
    this.#lab = lab;
    this.#changed = changed;
  }

  play() {
    if (this.divergedAt !== undefined) return;
    this.#start(false);
  }

  pause() {
    this.destination = undefined;
    this.#then = undefined;
    if (!this.playing) return;
    this.playing = false;
    this.#changed();
  }

  /** One parameter update back; where the loss is still not finite, to the start of the epoch. */
  back() {
    this.pause();
    const lab = this.#lab;
    lab.back();
    // With mini-batches the loss is looked at where an epoch ends: it may have been lost long before.
    if (!Number.isFinite(lab.loss)) lab.seek(lab.epoch);
    this.#moved();
  }

  /**
   * To the end of an epoch that has been, or on to one that has not: in a moment, or else playing
   * as fast as the page allows.
   * @param {number} epoch
   * @throws {RangeError} unless it is a whole number from 0 on
   */
  seek(epoch) {
    const lab = this.#lab;
    lab.approach(epoch);
    this.pause();
    this.#moved();
    if (lab.epoch < epoch) this.#spend(epoch, performance.now() + MOMENT_MS);
    if (lab.epoch < epoch && this.divergedAt === undefined) this.#start(true, epoch);
  }

  /**
   * To a place: some updates past the end of an epoch.
   * @param {[epoch: number, step: number]} place
   */
  goTo([epoch, step]) {
    this.seek(epoch);
    this.#then = () => {
      this.#lab.trainSteps(step, Number.MAX_SAFE_INTEGER);
      this.#moved();
    };
    if (!this.playing) this.#arrive();
  }

  /** Where it was when something was last changed by hand, without that. */
  undo() {
    if (!this.#lab.canUndo) return;
    this.pause();
    this.#lab.undo();
    this.#moved();
  }

  /** Where it was taken back, with it: at once, or at the end of the way there. */
  redo() {
    const lab = this.#lab;
    const { redoEpoch } = lab;
    if (redoEpoch === undefined) return;
    const redo = () => {
      lab.redo();
      this.#moved();
    };
    if (lab.lastEpoch < redoEpoch) this.seek(redoEpoch);
    this.#then = redo;
    if (this.destination !== undefined) return;
    if (lab.lastEpoch >= redoEpoch) this.#arrive();
    else this.pause();
  }

  /** After a number was set by hand: the loss is another. */
  edited() {
    this.divergedAt = undefined;
    this.#watch();
  }

  /** One parameter update. */
  step() {
    this.pause();
    if (this.divergedAt !== undefined) return;
    this.#lab.step();
    this.#watch();
  }

  /** @param {number} epochs all at once, whatever time that takes */
  train(epochs) {
    this.#lab.train(epochs);
    this.#watch();
  }

  reset() {
    this.pause();
    this.#lab.reset();
    this.restarted();
  }

  /**
   * As fast as the page allows, to exactly this epoch; back to it if it is already past.
   * @param {number} epoch
   * @throws {RangeError} unless it is a whole number from 0 on
   */
  runTo(epoch) {
    if (!Number.isSafeInteger(epoch) || epoch < 0) {
      throw new RangeError(`epoch is ${epoch}; allowed: a whole number from 0 on`);
    }
    this.mark = epoch;
    if (this.#lab.epoch > epoch || (this.#lab.epoch === epoch && this.#lab.stepInEpoch > 0)) this.seek(epoch);
    else if (this.#lab.epoch === epoch) this.pause();
    else if (this.divergedAt === undefined) this.#start(true);
  }

  /** After a change to the run: an epoch may take another time, and the loss may be finite again. */
  retuned() {
    this.#pace.forget();
    this.#watch();
  }

  /** After the run went back to its first epoch. */
  restarted() {
    // It was to an epoch of the run that is no more.
    if (this.destination !== undefined) this.#start(false);
    this.#then = undefined;
    this.#owed = 0;
    this.retuned();
  }

  /**
   * Trains what is due by now, until the deadline.
   * @param {number} deadline
   * @param {number} frames sixtieths of a second since the last time
   */
  advance(deadline, frames) {
    const lab = this.#lab;
    const speed = this.#hurry ? Infinity : this.speed;
    // What a slow machine cannot keep up with is dropped, not piled up. (Infinity · 0 is no number.)
    if (frames > 0) this.#owed = Math.min(this.#owed + speed * frames, Math.max(1, speed * 4));
    const before = lab.epoch;
    const end = this.destination ?? (before < this.mark ? this.mark : Infinity);
    const epochs = Math.min(Math.floor(this.#owed), end - before);
    if (epochs >= 1) {
      this.#spend(before + epochs, deadline);
      this.#owed -= lab.epoch - before;
    }
    if (lab.epoch >= end) this.#arrive();
  }

  #arrive() {
    const then = this.#then;
    this.pause();
    then?.();
  }

  /**
   * Trains until this epoch or the deadline. On the way, a change of the batch size may come that
   * was made here before: then an update takes another time, and an epoch has other updates.
   * @param {number} epoch
   * @param {number} deadline
   */
  #spend(epoch, deadline) {
    const lab = this.#lab;
    const until = Math.min(epoch, Number.MAX_SAFE_INTEGER);
    this.#pace.spend(Infinity, deadline, (steps) => {
      if (lab.stepsPerEpoch !== this.#steps) {
        this.#steps = lab.stepsPerEpoch;
        this.#pace.forget();
        steps = 1;
      }
      lab.trainSteps(steps, until);
      return lab.epoch >= until || !Number.isFinite(lab.loss);
    });
    this.#watch();
  }

  /** After the run went to another place. */
  #moved() {
    this.#owed = 0;
    this.#watch();
  }

  /**
   * @param {boolean} hurry
   * @param {number} [destination] at which it ends, whatever the mark
   */
  #start(hurry, destination) {
    this.#hurry = hurry;
    this.destination = destination;
    this.#owed = 0;
    if (this.playing) return;
    this.playing = true;
    this.#changed();
  }

  /** Training stops by itself where the loss does, so a run that diverged did so in this epoch. */
  #watch() {
    const { epoch, loss, stepInEpoch } = this.#lab;
    this.divergedAt = Number.isFinite(loss) ? undefined : epoch + Math.min(1, stepInEpoch);
    if (this.divergedAt !== undefined) this.pause();
  }
}
