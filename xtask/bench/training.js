// The contenders of one task, called by name.

/** @typedef {import("./task.js").Task} Task */
/** @typedef {import("./task.js").Contender} Contender */

/** @type {Map<string, Contender>} */
const contenders = new Map();

/**
 * Makes a contender ready for a task; says what is different about it, or that it cannot.
 * @param {string} name
 * @param {string} task
 */
export async function prepare(name, task) {
  const module = await import(`./contenders/${name}.js`);
  const tasks = await (await fetch("tasks.json")).json();
  const contender = await module.create(tasks[task]);
  if (!contender) return { able: false };
  contenders.set(name, contender);
  return { able: true, note: module.note ?? null, exact: module.exact ?? !module.note };
}

/**
 * Trains; gives the time that took, and the bits of the loss: text may not hold all of a number.
 * @param {string} name
 * @param {number} epochs
 */
export function train(name, epochs) {
  const contender = contenders.get(name);
  if (!contender) throw new Error(`there is no contender ${name}`);
  const before = performance.now();
  contender.train(epochs);
  const seconds = (performance.now() - before) / 1000;
  const loss = new DataView(new ArrayBuffer(8));
  loss.setFloat64(0, contender.loss());
  return { seconds, loss: loss.getBigUint64(0).toString(16).padStart(16, "0") };
}
