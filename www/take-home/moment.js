// A moment of a run as plain data: what decides the run, what was done to it on the way, and where
// it stands. From it, the same run begins anywhere.

/** @typedef {import("../wasm/xor_lab.js").Lab} Lab */
/** @typedef {import("../fields.js").Hyperparameters} Hyperparameters */
/** @typedef {[epoch: number, step: number]} Place epochs completed, and updates made in the one that has begun */

/**
 * What was done at a place: one of the three.
 * @typedef {object} Change
 * @property {Place} at
 * @property {Partial<Hyperparameters>} [hyperparameters]    those that changed
 * @property {[index: number, value: number]} [parameter]
 * @property {[example: number, x1: number, x2: number]} [inputs]
 */

/**
 * @typedef {object} Moment
 * @property {Partial<Hyperparameters>} hyperparameters as they were at the start
 * @property {Change[]} changes in order
 * @property {Place} at where the run stands
 * @property {number} [loss] there
 */

/** What `changeAt` and `plan` of wasm call the kinds of a change. */
const UPDATE = 0, PARAMETER = 1, INPUTS = 2;

/**
 * @param {Lab} lab
 * @returns {Moment & { hyperparameters: Hyperparameters, loss: number }}
 */
export function momentOf(lab) {
  let hyperparameters = lab.hyperparametersAfter(0);
  let before = hyperparameters;
  /** @type {Change[]} */
  const changes = [];
  for (let i = 0; i < lab.changesInForce; i++) {
    const [epoch, step, kind, ...numbers] = lab.changeAt(i);
    /** @type {Place} */
    const at = [epoch, step];
    if (kind === PARAMETER) changes.push({ at, parameter: /** @type {[number, number]} */ (numbers) });
    else if (kind === INPUTS) changes.push({ at, inputs: /** @type {[number, number, number]} */ (numbers) });
    else {
      const after = lab.hyperparametersAfter(i + 1);
      // Before anything was trained, what changes is the start.
      if (epoch + step === 0) hyperparameters = after;
      else changes.push({ at, hyperparameters: differing(after, before) });
      before = after;
    }
  }
  return { hyperparameters, changes, at: [lab.epoch, lab.stepInEpoch], loss: lab.loss };
}

/**
 * A run at epoch 0 that does by itself, as it comes to their places, what was done on the way.
 * @param {import("../lab-loader.js").Module} module
 * @param {Moment} moment
 * @throws what Rust refuses; then there is none
 */
export function begin(module, { hyperparameters, changes, at }) {
  const lab = new module.Lab(hyperparameters);
  try {
    for (const { at, hyperparameters, parameter, inputs } of changes) {
      const numbers = parameter ? [PARAMETER, ...parameter] : inputs ? [INPUTS, ...inputs] : [UPDATE];
      lab.plan(Float64Array.from([...at, ...numbers]), hyperparameters ?? {});
    }
    lab.plan(Float64Array.from(at), {});
    return lab;
  } catch (error) {
    lab.free();
    throw error;
  }
}

/**
 * Those of the hyperparameters that are not the same as the others.
 * @param {Hyperparameters} hyperparameters
 * @param {Hyperparameters} others
 * @returns {Partial<Hyperparameters>}
 */
export function differing(hyperparameters, others) {
  const different = Object.entries(hyperparameters).filter(([name, value]) =>
    JSON.stringify(value) !== JSON.stringify(others[/** @type {keyof Hyperparameters} */ (name)]));
  return Object.fromEntries(different);
}

/**
 * A moment from outside, as far as it can be seen here whether it is one.
 * @param {object} thing
 * @returns {Moment & { views?: string }}
 * @throws {TypeError} that names what is wrong
 */
export function readMoment(thing) {
  const moment = /** @type {Moment} */ (thing);
  const { hyperparameters, changes, at } = moment;
  const numbers = (/** @type {unknown} */ list, /** @type {number} */ length) =>
    Array.isArray(list) && list.length === length && list.every((number) => typeof number === "number");
  const expect = (/** @type {boolean} */ fine, /** @type {string} */ name, /** @type {string} */ allowed) => {
    if (!fine) throw new TypeError(`${name} is not allowed as it is; allowed: ${allowed}`);
  };
  expect(hyperparameters instanceof Object, "hyperparameters", "an object of them");
  expect(numbers(at, 2), "at", "[epoch, step]");
  expect(Array.isArray(changes), "changes", "a list of them");
  changes.forEach((change, i) => {
    const name = `changes[${i}]`;
    expect(change instanceof Object && numbers(change.at, 2), name, "an object with at: [epoch, step]");
    const { hyperparameters, parameter, inputs } = change;
    const kinds = [hyperparameters instanceof Object, numbers(parameter, 2), numbers(inputs, 3)].filter(Boolean);
    expect(kinds.length === 1, name, "one of hyperparameters, parameter: [index, value] and inputs: [example, x1, x2]");
  });
  return moment;
}
