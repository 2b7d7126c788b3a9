// TensorFlow.js: tensors kept in its memory, its own gradients and optimizers, loss read each epoch.

import { layers, load } from "./task.js";

/** @typedef {import("./task.js").Task} Task */
/** @typedef {import("./task.js").Contender} Contender */

export const note = "f32";

/** @type {Promise<any> | undefined} */
let library;

async function start() {
  await load("@tensorflow/tfjs/dist/tf.min.js");
  await load("@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js");
  const { tf } = /** @type {any} */ (window);
  tf.wasm.setWasmPaths(new URL("./packages/@tensorflow/tfjs-backend-wasm/dist/", import.meta.url).href);
  tf.enableProdMode();
  // For matrices as small as these, handing work to other threads costs more than it saves.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  return tf;
}

/**
 * @param {"cpu" | "wasm"} backend
 * @param {Task} task
 * @returns {Promise<Contender>}
 */
export async function createOn(backend, task) {
  const tf = await (library ??= start());
  await tf.setBackend(backend);
  const variables = layers(task).map(({ inputs, neurons, weights, biases }) => ({
    // n_(i−1) × n_i: it has no faster product with a transpose.
    weights: tf.variable(tf.transpose(tf.tensor2d(weights.flat(), [neurons, inputs]))),
    biases: tf.variable(tf.tensor1d(biases)),
  }));
  const list = variables.flatMap((layer) => [layer.weights, layer.biases]);
  const optimizer = task.optimizer === "adam" ? tf.train.adam(task.learningRate, 0.9, 0.999, 1e-8) : tf.train.sgd(task.learningRate);
  const reduction = task.mean ? tf.Reduction.MEAN : tf.Reduction.SUM;

  /** @param {number[]} order */
  const batch = (order) => ({
    x: tf.tensor2d(order.map((n) => task.points[n].slice(0, 2))),
    y: tf.tensor2d(order.map((n) => [task.points[n][2]])),
  });
  const all = batch(task.points.map((_, n) => n));
  const size = task.batchSize ?? task.points.length;
  const whole = size >= task.points.length;
  /** The batches of each order of the points, made once. */
  const epochs = whole ? [[all]] : task.orders.map((order) =>
    Array.from({ length: Math.ceil(order.length / size) }, (_, i) => batch(order.slice(i * size, (i + 1) * size))));

  const lossOf = (/** @type {any} */ { x, y }) => {
    const z = variables.reduce((a, layer, i) => {
      const sum = tf.add(tf.matMul(a, layer.weights), layer.biases);
      return i + 1 === variables.length ? sum : task.hidden === "tanh" ? tf.tanh(sum) : tf.sigmoid(sum);
    }, x);
    return tf.losses.sigmoidCrossEntropy(y, z, undefined, 0, reduction);
  };
  const losses = new Float64Array(1024);
  let epoch = 0;
  return {
    train(count) {
      // Two backends take turns on this page; a backend that has started is there at once.
      tf.setBackend(backend);
      for (const end = epoch + count; epoch < end; epoch++) {
        tf.tidy(() => {
          let seen;
          for (const each of epochs[epoch % epochs.length]) seen = optimizer.minimize(() => lossOf(each), whole, list);
          // The whole batch has been through the network already; it had the loss before the update.
          losses[epoch % 1024] = (seen ?? lossOf(all)).dataSync()[0];
        });
      }
    },
    loss() {
      tf.setBackend(backend);
      return tf.tidy(() => lossOf(all).dataSync()[0]);
    },
  };
}
