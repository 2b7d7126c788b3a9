// The data and the first parameters of a run, in NumPy: all that is random in it, but for shuffles.

import { corners } from "./python-run.js";
import { arrayLines, float, lines, list, number } from "./python-text.js";

/** @typedef {import("./python-run.js").Run} Run */

const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]];

/** Curves of the generated data sets: what they are, and X without noise, from `place` and y. @type {Record<string, [string, string[]]>} */
const CURVES = {
  circles: ["a circle of radius 1, where y is 0, around one of radius ½", [
    "angle = 2 * np.pi * place / PAIRS",
    "X = np.where(y == 0, 1, 0.5) * np.hstack([np.cos(angle), np.sin(angle)])",
  ]],
  moons: ["two half moons that reach into each other", [
    "angle = np.pi * place / ENDS",
    "X = np.hstack([np.cos(angle), np.sin(angle)])",
    "X = np.where(y == 0, X, [1, 0.5] - X)",
  ]],
  spirals: ["two spirals of 1¾ turns", [
    "radius = (place + 1) / PAIRS",
    "angle = 1.75 * 2 * np.pi * radius + np.pi * y",
    "X = radius * np.hstack([np.sin(angle), np.cos(angle)])",
  ]],
  blobs: ["two clouds, around (−0.6, −0.6), where y is 0, and (0.6, 0.6)", ["X = np.where(y == 0, -0.6, 0.6) * np.ones(2)"]],
};

/** The cell that makes X, N × 2, and y, N × 1. @param {Run} run */
export function data(run) {
  const { dataset } = run.start;
  const [note, code] = dataset === "points" ? own(run) : corners(dataset) ? gate(run) : curve(run);
  return { title: "Data", note: `${note}, one example a row.`, code: lines(code, edits(run, "inputs")) };
}

/** @param {Run} run @returns {[string, string[]]} */
function own({ start }) {
  return ["own points", [
    ...arrayLines("points", start.points),
    "X, y = points[:, :2], points[:, 2:]",
  ]];
}

/** @param {Run} run @returns {[string, string[]]} */
function gate({ start, examples }) {
  const { dataset, noise } = start;
  const y = (corners(dataset) ?? []).map((target) => [target]);
  const note = `the corners of the unit square and what ${dataset.toUpperCase()} makes of them`;
  const plain = [...arrayLines("X", CORNERS), ...arrayLines("y", y)];
  return [noise > 0 ? `${note}, with noise` : note, lines(
    plain,
    examples !== 4 && [`corner = np.arange(${examples}) % 4`, "X, y = X[corner], y[corner]"],
    noise > 0 && noiseLine(start.seed, examples, number(noise)),
  )];
}

/** @param {Run} run @returns {[string, string[]]} */
function curve({ start, examples }) {
  const { dataset, noise, seed } = start;
  const [note, shape] = CURVES[dataset];
  const pairs = Math.ceil(examples / 2);
  const spread = dataset === "blobs" ? `(0.2 + ${number(noise)})` : number(noise);
  const code = shape.map((line) => line.replace("PAIRS", String(pairs)).replace("ENDS", String(Math.max(pairs - 1, 1))));
  return [noise > 0 ? `${note}, with noise` : note, lines(
    dataset !== "blobs" && `place = np.arange(${examples})[:, None] // 2  # along the curves`,
    `y = np.arange(${examples})[:, None] % 2.0  # the classes alternate`,
    code,
    (noise > 0 || dataset === "blobs") && noiseLine(seed, examples, spread),
  )];
}

/** @param {number} seed @param {number} examples @param {string} spread */
const noiseLine = (seed, examples, spread) => `X += ${spread} * np.random.RandomState([${seed}, 1]).randn(${examples}, 2)`;

/** W[i] from n[i] and n[i − 1], and what that is called. @type {Record<string, [string, string, string?]>} */
const INITIALIZERS = {
  "numpy-randn": ["drawn by randn", "rng.randn(n[i], n[i - 1])"],
  "xavier-uniform": ["uniform within ±√(6 / (inputs + outputs)), by Glorot and Bengio",
    "rng.uniform(-limit, limit, (n[i], n[i - 1]))", "limit = np.sqrt(6 / (n[i - 1] + n[i]))"],
  "xavier-normal": ["normal with variance 2 / (inputs + outputs), by Glorot and Bengio",
    "rng.randn(n[i], n[i - 1]) * np.sqrt(2 / (n[i - 1] + n[i]))"],
  "he-uniform": ["uniform within ±√(6 / inputs), by He et al.",
    "rng.uniform(-limit, limit, (n[i], n[i - 1]))", "limit = np.sqrt(6 / n[i - 1])"],
  "he-normal": ["normal with variance 2 / inputs, by He et al.", "rng.randn(n[i], n[i - 1]) * np.sqrt(2 / n[i - 1])"],
  zeros: ["all 0", "np.zeros((n[i], n[i - 1]))"],
};

/** The cell that makes W and b of each layer. @param {Run} run */
export function start(run) {
  const { init, seed, weights, biases } = run.start;
  const given = init === "given";
  const [how, W, limit] = given ? ["as given", ""] : INITIALIZERS[init];
  const drawn = !given && init !== "zeros";
  return {
    title: "Start",
    note: `weights and biases of each layer, ${drawn ? `${how}, from seed ${seed}` : how}.`,
    code: lines(
      `n = [${run.sizes.join(", ")}]  # neurons in each layer, inputs first`,
      `L = ${run.layers}  # layers with weights`,
      drawn && `rng = np.random.RandomState(${seed})`,
      "W, b = {}, {}",
      given
        ? weights.flatMap((rows, i) => [
          ...arrayLines(`W[${i + 1}]`, rows),
          ...arrayLines(`b[${i + 1}]`, biases[i].map((bias) => [bias])),
        ])
        : ["for i in range(1, L + 1):", ...lines(
          limit,
          `W[i] = ${W}`,
          `b[i] = ${init === "numpy-randn" ? "rng.randn(n[i], 1)" : "np.zeros((n[i], 1))"}`,
        ).map((line) => `    ${line}`)],
      edits(run, "parameter"),
    ),
  };
}

/** What was set by hand at the start. @param {Run} run @param {"inputs" | "parameter"} kind */
function edits(run, kind) {
  return run.edits.flatMap((change) => change[kind] ? `${editLine(run, change)}  # set by hand` : []);
}

/** Sets what was set by hand. @param {Run} run @param {import("./python-run.js").Change} change */
export function editLine({ sizes }, { parameter, inputs }) {
  if (inputs) return `X[${inputs[0]}] = ${list(inputs.slice(1))}`;
  let [place, value] = /** @type {[number, number]} */ (parameter);
  for (let i = 1; ; i++) {
    const [before, here] = [sizes[i - 1], sizes[i]];
    if (place < here * before) return `W[${i}][${Math.floor(place / before)}, ${place % before}] = ${float(value)}`;
    place -= here * before;
    if (place < here) return `b[${i}][${place}, 0] = ${float(value)}`;
    place -= here;
  }
}
