// Doing work in slices short enough that a deadline is never overshot by much.

const SLICE_MS = 1;

/**
 * Learns how many units of some work fit in about a millisecond. It starts at one and doubles,
 * which also works where the clock only ticks once a millisecond.
 */
export class Pace {
  #slice = 1;

  /** After a change that makes a unit cheaper or dearer. */
  forget() {
    this.#slice = 1;
  }

  /**
   * Works until the deadline, or until `units` are done, or until `work` answers true. The first
   * slice is always done.
   * @param {number} units whole, or Infinity
   * @param {number} deadline on the clock of performance.now()
   * @param {(units: number) => boolean | void} work
   * @returns {number} how many units were done
   */
  spend(units, deadline, work) {
    let done = 0;
    let before = performance.now();
    while (done < units) {
      const slice = Math.min(this.#slice, units - done);
      const finished = work(slice);
      done += slice;
      const after = performance.now();
      const took = after - before;
      if (took > 2 * SLICE_MS) this.#slice = Math.max(1, Math.floor((slice * SLICE_MS) / took));
      else if (took < SLICE_MS / 2 && slice === this.#slice) this.#slice *= 2;
      if (finished || after >= deadline) break;
      before = after;
    }
    return done;
  }
}
