// What a contender is given, and what it gives.

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {Record<string, unknown>} hyperparameters  as XOR Lab takes them
 * @property {number[]} sizes               of all layers, 2 inputs first, 1 output last
 * @property {[number, number, number][]} points  x1, x2, y
 * @property {number[]} parameters          at the start: layer by layer, weights row by row before biases
 * @property {"sigmoid" | "tanh"} hidden    activation of the hidden layers; that of the output is the sigmoid
 * @property {"gradient-descent" | "adam"} optimizer
 * @property {number} learningRate
 * @property {boolean} mean                 of the examples' losses, else their sum
 * @property {number | null} batchSize      or all points, in order
 * @property {number[][]} orders            of the points in epochs 0, 1, 2, … and again from the first
 */

/**
 * A network that trains: each epoch is one pass over the points and the loss of all of them.
 * @typedef {object} Contender
 * @property {(epochs: number) => void} train
 * @property {() => number} loss            cross-entropy of the present parameters
 */

/**
 * The loss that `predict` has over all points, for contenders that keep none of their own.
 * @param {Task} task
 * @param {(point: number[]) => number} predict
 */
export function crossEntropy({ points, mean }, predict) {
  let sum = 0;
  for (const point of points) {
    const a = predict(point);
    sum -= point[2] ? Math.log(a) : Math.log(1 - a);
  }
  return mean ? sum / points.length : sum;
}

/**
 * The starting parameters by layer: layer i of 1 … L is at i − 1.
 * @param {Task} task
 */
export function layers({ sizes, parameters }) {
  let at = 0;
  const take = (/** @type {number} */ count) => parameters.slice(at, (at += count));
  return sizes.slice(1).map((neurons, i) => {
    const inputs = sizes[i];
    const weights = Array.from({ length: neurons }, () => take(inputs));
    return { inputs, neurons, weights, biases: take(neurons) };
  });
}

/**
 * Loads a library that is a classic script.
 * @param {string} path among the packages
 */
export async function load(path) {
  const script = document.createElement("script");
  script.src = new URL(`./packages/${path}`, import.meta.url).href;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${path} does not load`));
    document.head.append(script);
  });
}
