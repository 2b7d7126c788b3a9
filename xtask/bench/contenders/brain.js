// brain.js, through its own `train`.

import { crossEntropy, layers, load } from "../task.js";

/** @typedef {import("../task.js").Task} Task */
/** @typedef {import("../task.js").Contender} Contender */

export const note = "updates after each example; squared error; momentum 0.1; f32; one activation for all layers";

/**
 * @param {Task} task
 * @returns {Promise<Contender | undefined>}
 */
export async function create(task) {
  if (task.optimizer !== "gradient-descent") return;
  await load("brain.js/browser.min.js");
  const { NeuralNetwork } = /** @type {any} */ (window).brain;
  const net = new NeuralNetwork({ hiddenLayers: task.sizes.slice(1, -1), activation: task.hidden });
  net.sizes = task.sizes;
  net.initialize();
  layers(task).forEach(({ weights, biases }, i) => {
    net.weights[i + 1] = weights.map((row) => Float32Array.from(row));
    net.biases[i + 1] = Float32Array.from(biases);
  });
  const data = task.points.map(([x1, x2, y]) => ({ input: [x1, x2], output: [y] }));
  // It refuses a learning rate of 1 and more, and a threshold of 0.
  const learningRate = Math.min(task.learningRate, 0.99);
  return {
    train: (iterations) => net.train(data, { iterations, learningRate, errorThresh: 1e-300 }),
    loss: () => crossEntropy(task, ([x1, x2]) => net.run([x1, x2])[0]),
  };
}
