// The engine of this project, as the page loads it.

import init, { Lab } from "../../www/wasm/xor_lab.js";

/** @typedef {import("../task.js").Task} Task */
/** @typedef {import("../task.js").Contender} Contender */

/**
 * @param {Task} task
 * @returns {Promise<Contender>}
 */
export async function create({ hyperparameters }) {
  await init();
  const lab = new Lab(hyperparameters);
  return {
    train: (epochs) => lab.train(epochs),
    loss: () => lab.loss,
  };
}
