// The loop of the engine as one would write it in JavaScript: typed arrays, plain loops.

/** @typedef {import("../task.js").Task} Task */
/** @typedef {import("../task.js").Contender} Contender */

/**
 * @param {Task} task
 * @returns {Contender}
 */
export function create(task) {
  const { sizes, points, hidden, optimizer, learningRate, mean } = task;
  const count = points.length;
  const batch = task.batchSize ?? count;
  const layers = sizes.length - 1;
  const derivative = hidden === "tanh" ? (/** @type {number} */ a) => 1 - a * a : (/** @type {number} */ a) => a * (1 - a);
  const activate = hidden === "tanh" ? Math.tanh : sigmoid;

  const weights = [new Float64Array()];
  const biases = [new Float64Array()];
  let at = 0;
  for (let i = 1; i <= layers; i++) {
    const width = sizes[i] * sizes[i - 1];
    weights.push(Float64Array.from(task.parameters.slice(at, at + width)));
    biases.push(Float64Array.from(task.parameters.slice(at + width, at + width + sizes[i])));
    at += width + sizes[i];
  }
  const like = (/** @type {Float64Array[]} */ arrays) => arrays.map(({ length }) => new Float64Array(length));
  const gradWeights = like(weights), gradBiases = like(biases);
  const firstMoments = [like(weights), like(biases)], secondMoments = [like(weights), like(biases)];
  let beta1Power = 1, beta2Power = 1;

  const a = sizes.map((size) => new Float64Array(size * count));
  const z = sizes.map((size) => new Float64Array(size * count));
  const delta = sizes.map((size) => new Float64Array(size * count));
  const y = new Float64Array(count);

  /** @param {ArrayLike<number>} order @param {number} from @param {number} to */
  function load(order, from, to) {
    for (let n = from; n < to; n++) {
      const point = points[order[n]];
      a[0][2 * (n - from)] = point[0];
      a[0][2 * (n - from) + 1] = point[1];
      y[n - from] = point[2];
    }
  }

  /** @param {number} examples */
  function forward(examples) {
    for (let i = 1; i <= layers; i++) {
      const input = a[i - 1], zs = z[i], as = a[i], w = weights[i], b = biases[i];
      const inputs = sizes[i - 1], outputs = sizes[i];
      const f = i === layers ? sigmoid : activate;
      for (let n = 0; n < examples; n++) {
        for (let j = 0; j < outputs; j++) {
          let sum = b[j];
          for (let k = 0; k < inputs; k++) sum += w[j * inputs + k] * input[n * inputs + k];
          zs[n * outputs + j] = sum;
          as[n * outputs + j] = f(sum);
        }
      }
    }
  }

  /** @param {number} examples */
  function backward(examples) {
    const factor = mean ? 1 / examples : 1;
    for (let n = 0; n < examples; n++) delta[layers][n] = factor * (a[layers][n] - y[n]);
    for (let i = layers; i >= 1; i--) {
      const input = a[i - 1], d = delta[i], dBelow = delta[i - 1], w = weights[i], gw = gradWeights[i], gb = gradBiases[i];
      const inputs = sizes[i - 1], outputs = sizes[i];
      gw.fill(0);
      gb.fill(0);
      for (let n = 0; n < examples; n++) {
        for (let j = 0; j < outputs; j++) {
          const dj = d[n * outputs + j];
          gb[j] += dj;
          for (let k = 0; k < inputs; k++) gw[j * inputs + k] += dj * input[n * inputs + k];
        }
      }
      if (i === 1) break;
      for (let n = 0; n < examples; n++) {
        for (let k = 0; k < inputs; k++) {
          let sum = 0;
          for (let j = 0; j < outputs; j++) sum += d[n * outputs + j] * w[j * inputs + k];
          dBelow[n * inputs + k] = sum * derivative(input[n * inputs + k]);
        }
      }
    }
  }

  /** @param {Float64Array} parameters @param {Float64Array} grads @param {Float64Array} v @param {Float64Array} s */
  function update(parameters, grads, v, s) {
    if (optimizer === "adam") {
      const vCorrection = 1 / (1 - beta1Power), sCorrection = 1 / (1 - beta2Power);
      for (let i = 0; i < parameters.length; i++) {
        const g = grads[i];
        v[i] = 0.9 * v[i] + (1 - 0.9) * g;
        s[i] = 0.999 * s[i] + (1 - 0.999) * (g * g);
        parameters[i] -= learningRate * (v[i] * vCorrection) / (Math.sqrt(s[i] * sCorrection) + 1e-8);
      }
    } else {
      for (let i = 0; i < parameters.length; i++) parameters[i] -= learningRate * grads[i];
    }
  }

  function step(/** @type {number} */ examples) {
    backward(examples);
    beta1Power *= 0.9;
    beta2Power *= 0.999;
    for (let i = 1; i <= layers; i++) {
      update(weights[i], gradWeights[i], firstMoments[0][i], secondMoments[0][i]);
      update(biases[i], gradBiases[i], firstMoments[1][i], secondMoments[1][i]);
    }
  }

  function loss() {
    let sum = 0;
    for (let n = 0; n < count; n++) {
      // −y ln a − (1 − y) ln(1 − a), from z, so that no logarithm sees zero.
      const zn = z[layers][n];
      sum += (zn < 0 ? -zn * y[n] : zn * (1 - y[n])) + Math.log(1 + Math.exp(-Math.abs(zn)));
    }
    return mean ? sum / count : sum;
  }

  const inOrder = points.map((_, n) => n);
  load(inOrder, 0, count);
  forward(count);
  let last = loss();
  let epoch = 0;
  return {
    train(epochs) {
      for (let e = 0; e < epochs; e++, epoch++) {
        if (batch >= count) {
          step(count);
        } else {
          const order = task.orders[epoch % task.orders.length];
          for (let from = 0; from < count; from += batch) {
            const to = Math.min(from + batch, count);
            load(order, from, to);
            forward(to - from);
            step(to - from);
          }
          load(inOrder, 0, count);
        }
        forward(count);
        last = loss();
      }
    },
    loss: () => last,
  };
}

/** @param {number} z */
function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}
