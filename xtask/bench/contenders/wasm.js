// The engine of this project, as the page loads it.

import { loadLab } from "../../www/xor-lab.js";

/** @typedef {import("../task.js").Task} Task */
/** @typedef {import("../task.js").Contender} Contender */

/**
 * @param {Task} task
 * @returns {Promise<Contender>}
 */
export async function create({ hyperparameters }) {
  const { Lab } = await loadLab();
  const lab = new Lab(hyperparameters);
  return {
    train: (epochs) => lab.train(epochs),
    loss: () => lab.loss,
  };
}
