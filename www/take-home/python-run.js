// What a moment says of its run, as its script needs it: what is done before the first update is
// part of the start, and what changes nothing of the run up to this moment is left out.

/** @typedef {import("../fields.js").Hyperparameters} Hyperparameters */
/** Epochs completed, and updates made in the one that has begun. @typedef {[epoch: number, step: number]} Place */
/**
 * What was changed at a place, one thing of it.
 * @typedef {object} Change
 * @property {Place} at
 * @property {Partial<Hyperparameters>} [hyperparameters]
 * @property {[index: number, value: number]} [parameter]
 * @property {[example: number, x1: number, x2: number]} [inputs]
 */
/**
 * @typedef {object} Moment
 * @property {Hyperparameters} hyperparameters as at the start of the run
 * @property {Change[]} changes in their order
 * @property {Place} at
 * @property {number | null} loss shown there; as JSON has it, null where it is not finite
 */
/** A hyperparameter that can change on the way. @typedef {"learningRate" | "momentum" | "beta1" | "beta2" | "l1" | "l2" | "gradient" | "optimizer" | "batchSize"} Tunable */

/** What each update rule reads, beside the learning rate. @type {Record<string, Tunable[]>} */
const SETTINGS = {
  "gradient-descent": [],
  momentum: ["momentum"],
  nesterov: ["momentum"],
  rmsprop: ["beta2"],
  adam: ["beta1", "beta2"],
};

/** Which rules remember a mean of gradients, and which one of their squares. */
const VELOCITY = ["momentum", "nesterov", "adam"];
const SQUARE = ["rmsprop", "adam"];

export class Run {
  /** In force at the start. @type {Hyperparameters} */
  start;
  /** How many examples there are. */
  examples;
  /** Neurons in each layer, inputs first. @type {number[]} */
  sizes;
  /** Set by hand before the first update. @type {Change[]} */
  edits = [];
  /** What changes on the way. @type {Change[]} */
  changes = [];
  /** @type {Place} */
  at;
  /** The loss shown; NaN if it is not finite. */
  loss;
  /** @type {Map<Tunable, unknown[]>} */
  #taken = new Map();

  /** @param {Moment} moment */
  constructor({ hyperparameters, changes, at, loss }) {
    this.start = { ...hyperparameters };
    this.at = at;
    this.loss = Number.isFinite(loss) ? Number(loss) : NaN;
    this.sizes = [2, ...hyperparameters.hidden, 1];
    const generated = hyperparameters.samples ?? (corners(hyperparameters.dataset) ? 4 : 200);
    this.examples = hyperparameters.dataset === "points" ? hyperparameters.points.length : generated;
    this.start.batchSize = this.#batch(hyperparameters.batchSize);
    for (const change of changes) if (compare(change.at, at) <= 0) this.#add(change);
    this.#leaveOut();
  }

  /** Layers with weights. */
  get layers() {
    return this.sizes.length - 1;
  }

  /** Whether there is an update at all. */
  get trains() {
    return this.at[0] > 0 || this.at[1] > 0;
  }

  get diverged() {
    return Number.isNaN(this.loss);
  }

  /** All values that a hyperparameter has on the way. @param {Tunable} name */
  values(name) {
    return this.#taken.get(name) ?? [this.start[name]];
  }

  /** @param {Tunable} name */
  varies(name) {
    return this.values(name).length > 1;
  }

  /** Whether it is ever another than 0. @param {"l1" | "l2"} name */
  hasPenalty(name) {
    return this.values(name).some((value) => value !== 0);
  }

  /** Whether an update is ever made from a part of the examples. */
  get inBatches() {
    return this.values("batchSize").some((size) => Number(size) < this.examples);
  }

  /** Whether the updates of an epoch have to be counted: something happens between them. */
  get countsSteps() {
    return this.inBatches && (this.varies("batchSize") || this.changes.some(({ at }) => at[1] > 0));
  }

  /** The hyperparameters that the updates read from the optimizer, learning rate first. @returns {Tunable[]} */
  get settings() {
    const names = this.values("optimizer").flatMap((rule) => SETTINGS[String(rule)]);
    return ["learningRate", ...new Set(names)];
  }

  get hasVelocity() {
    return this.values("optimizer").some((rule) => VELOCITY.includes(String(rule)));
  }

  get hasSquare() {
    return this.values("optimizer").some((rule) => SQUARE.includes(String(rule)));
  }

  /** Whether inputs change on the way. */
  get changesInputs() {
    return this.changes.some(({ inputs }) => inputs);
  }

  /** What happens at the end, after the last update. */
  get lastChanges() {
    return this.changes.filter(({ at }) => compare(at, this.at) === 0);
  }

  /** Batches as large as all the data, or larger, are one. @param {number | null | undefined} size */
  #batch(size) {
    return Math.min(size ?? this.examples, this.examples);
  }

  /** @param {Change} change */
  #add(change) {
    const { hyperparameters, at: [epoch, step] } = change;
    const first = epoch === 0 && step === 0;
    if (!hyperparameters) (first ? this.edits : this.changes).push(change);
    else {
      const tuned = { ...hyperparameters };
      if ("batchSize" in tuned) tuned.batchSize = this.#batch(tuned.batchSize);
      if (first) Object.assign(this.start, tuned);
      else this.changes.push({ at: change.at, hyperparameters: tuned });
    }
  }

  /** Takes out what no update reads, and what stays as it is. */
  #leaveOut() {
    const last = this.lastChanges;
    const penalties = ["l1", "l2"];
    this.#keep((name, change) => !last.includes(change) || penalties.includes(name));
    const read = ["optimizer", ...penalties, "gradient", "batchSize", ...this.settings];
    this.#keep((name) => read.includes(name));
  }

  /** @param {(name: string, change: Change) => boolean} isRead */
  #keep(isRead) {
    /** @type {Record<string, unknown>} */
    const now = { ...this.start };
    this.#taken.clear();
    this.changes = this.changes.flatMap((change) => {
      if (!change.hyperparameters) return [change];
      const read = Object.entries(change.hyperparameters)
        .filter(([name, value]) => isRead(name, change) && value !== now[name]);
      for (const [name, value] of read) {
        now[name] = value;
        const tunable = /** @type {Tunable} */ (name);
        this.#taken.set(tunable, [...new Set([...this.values(tunable), value])]);
      }
      return read.length > 0 ? [{ at: change.at, hyperparameters: Object.fromEntries(read) }] : [];
    });
  }
}

/** Which of two places comes first: negative, if it is `a`. @param {Place} a @param {Place} b */
const compare = (a, b) => a[0] - b[0] || a[1] - b[1];

/** The targets of the corners of a logic gate. @param {string} dataset */
export function corners(dataset) {
  /** @type {Record<string, number[] | undefined>} */
  const gates = { xor: [0, 1, 1, 0], and: [0, 0, 0, 1], or: [0, 1, 1, 1], nand: [1, 1, 1, 0], xnor: [1, 0, 0, 1] };
  return gates[dataset];
}
