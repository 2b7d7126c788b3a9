// ConvNetJS: its Trainer, which can add up gradients over a batch.

import { crossEntropy, layers, load } from "../task.js";

/** @typedef {import("../task.js").Task} Task */
/** @typedef {import("../task.js").Contender} Contender */

export const note = "cross-entropy of a sigmoid added as a layer";
export const exact = true;

/**
 * @param {Task} task
 * @returns {Promise<Contender | undefined>}
 */
export async function create(task) {
  // It has no Adam.
  if (task.optimizer !== "gradient-descent") return;
  await load("convnetjs/build/convnet-min.js");
  const { Net, Trainer, Vol } = /** @type {any} */ (window).convnetjs;
  const net = new Net();
  const widths = task.sizes.slice(1, -1);
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: 2 },
    ...widths.map((width) => ({ type: "fc", num_neurons: width, activation: task.hidden })),
    { type: "fc", num_neurons: 1 },
  ]);
  const dense = net.layers.filter((/** @type {any} */ layer) => layer.layer_type === "fc");
  layers(task).forEach(({ weights, biases }, i) => {
    weights.forEach((row, j) => dense[i].filters[j].w.set(row));
    dense[i].biases.w.set(biases);
  });
  net.layers.push(sigmoidCrossEntropy());

  const count = task.points.length;
  const vols = task.points.map(([x1, x2]) => Object.assign(new Vol(1, 1, 2), { w: Float64Array.of(x1, x2) }));
  // It divides the gradient by the batch size.
  const learning_rate = task.mean ? task.learningRate : task.learningRate * count;
  const trainer = new Trainer(net, { method: "sgd", momentum: 0, learning_rate, batch_size: count });
  return {
    train(epochs) {
      for (let e = 0; e < epochs; e++) {
        for (let n = 0; n < count; n++) trainer.train(vols[n], task.points[n][2]);
      }
    },
    loss: () => crossEntropy(task, ([x1, x2]) => 1 / (1 + Math.exp(-net.forward(Object.assign(new Vol(1, 1, 2), { w: Float64Array.of(x1, x2) })).w[0]))),
  };
}

/** A last layer as the library's own: the loss of a sigmoid that is given z. */
function sigmoidCrossEntropy() {
  /** @type {any} */
  let input;
  return {
    forward: (/** @type {any} */ vol) => (input = vol),
    backward(/** @type {number} */ y) {
      const z = input.w[0];
      input.dw = Float64Array.of(1 / (1 + Math.exp(-z)) - y);
      return (z < 0 ? -z * y : z * (1 - y)) + Math.log(1 + Math.exp(-Math.abs(z)));
    },
    getParamsAndGrads: () => [],
  };
}
