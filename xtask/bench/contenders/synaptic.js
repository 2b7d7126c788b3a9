// synaptic: its Trainer on a Perceptron, which it turns into straight code.

import { crossEntropy, layers, load } from "../task.js";

/** @typedef {import("../task.js").Task} Task */
/** @typedef {import("../task.js").Contender} Contender */

export const note = "updates after each example";

/**
 * @param {Task} task
 * @returns {Promise<Contender | undefined>}
 */
export async function create(task) {
  if (task.optimizer !== "gradient-descent") return;
  await load("synaptic/dist/synaptic.min.js");
  const { Architect, Neuron, Trainer } = /** @type {any} */ (window).synaptic;
  const net = new Architect.Perceptron(...task.sizes);
  const hidden = net.layers.hidden;
  if (task.hidden === "tanh") for (const layer of hidden) layer.set({ squash: Neuron.squash.TANH });
  const neurons = [net.layers.input, ...hidden, net.layers.output].map((layer) => layer.list);
  layers(task).forEach(({ weights, biases }, i) => neurons[i + 1].forEach((/** @type {any} */ neuron, /** @type {number} */ j) => {
    neuron.bias = biases[j];
    for (const connection of Object.values(neuron.connections.inputs)) {
      connection.weight = weights[j][neurons[i].indexOf(connection.from)];
    }
  }));
  const data = task.points.map(([x1, x2, y]) => ({ input: [x1, x2], output: [y] }));
  // For its summed updates one example at a time, a mean's learning rate is shared among them.
  const rate = task.mean ? task.learningRate / task.points.length : task.learningRate;
  const trainer = new Trainer(net);
  return {
    train: (iterations) => trainer.train(data, { rate, iterations, error: 1e-300, cost: Trainer.cost.CROSS_ENTROPY }),
    loss: () => crossEntropy(task, ([x1, x2]) => net.activate([x1, x2])[0]),
  };
}
