// The functions of a run's network, in NumPy: forward, loss and backward.

import { block, lines, number } from "./python-text.js";

/** @typedef {import("./python-run.js").Run} Run */

/** A[i] from Z[i]. @type {Record<string, string>} */
const FUNCTIONS = {
  sigmoid: "sigmoid(Z[i])",
  tanh: "np.tanh(Z[i])",
  relu: "np.maximum(0, Z[i])",
  "leaky-relu": "np.where(Z[i] < 0, 0.01 * Z[i], Z[i])",
  identity: "Z[i]",
};

/** f′ from A = f(Z), as a factor. @type {Record<string, string>} */
const SLOPES = {
  sigmoid: " * A[i] * (1 - A[i])",
  tanh: " * (1 - A[i] ** 2)",
  relu: " * (A[i] > 0)",
  "leaky-relu": " * np.where(A[i] > 0, 1, 0.01)",
  identity: "",
};

/** The mistakes, in the words of a comment. @type {Record<string, string>} */
const MISTAKES = {
  "activation-index": "dW[1] is made from A[1] instead of A[0]",
  "no-derivative": "f′ is forgotten",
  "wrong-sign": "the sign is wrong, so that training climbs",
  "stale-order": "each layer is updated before dZ goes back through it",
  "frozen-biases": "db is forgotten",
};

/** The cell of Z and A. @param {Run} run */
export function forward({ start, layers }) {
  const { activation, outputActivation } = start;
  const used = new Set(layers > 1 ? [activation, outputActivation] : [outputActivation]);
  const [value, last] = Array.from(used, (name) => FUNCTIONS[name]);
  return {
    title: "Forward",
    note: "Z and A of every layer, one example a row.",
    code: lines(
      used.has("sigmoid") && [...block("def sigmoid(z):", "return 1 / (1 + np.exp(-z))"), "", ""],
      block("def forward(X, W, b):",
        "Z, A = {}, {0: X}",
        block("for i in W:",
          "Z[i] = A[i - 1] @ W[i].T + b[i].T",
          `A[i] = ${last ? `${last} if i == L else ${value}` : value}`),
        "return Z, A"),
    ),
  };
}

/** The cell of what is minimised. @param {Run} run */
export function loss(run) {
  const { loss, outputActivation, reduction } = run.start;
  const [note, each] = loss === "squared-error"
    ? ["squared error", "(A[L] - y) ** 2"]
    : outputActivation === "sigmoid"
      ? ["cross-entropy, −ln A where y is 1 and −ln(1 − A) where it is 0, from Z so that there is no ln 0", "np.logaddexp(0, (1 - 2 * y) * Z[L])"]
      : ["cross-entropy, −ln A where y is 1 and −ln(1 − A) where it is 0, with A clipped so that there is no ln 0", "-np.log(np.where(y == 1, a, 1 - a))"];
  const penalties = lines(
    run.hasPenalty("l1") && "l1 * sum(np.abs(W[i]).sum() for i in W)",
    run.hasPenalty("l2") && "l2 / 2 * sum((W[i] ** 2).sum() for i in W)",
  );
  // So large a sum is that of one example or two, and XOR Lab takes each as finite.
  const bounds = "Z[L] = np.clip(Z[L], np.finfo(float).min, np.finfo(float).max)";
  const how = reduction === "mean" ? "the mean" : "the sum";
  const value = `np.${reduction}(${each})`;
  const set = constants(run, ["l1", "l2"]);
  return {
    title: "Loss",
    note: `${how} of the ${note}${penalties.length > 0 ? ", and a penalty on the weights" : ""}.`,
    code: lines(
      set,
      set.length > 0 && ["", ""],
      block(`def loss(X, W, b${extra(run, ["l1", "l2"])}):`,
        "Z, A = forward(X, W, b)",
        clips(run) && CLIPPED,
        run.diverged && loss === "cross-entropy" && !clips(run) && bounds,
        `return ${[value, ...penalties].join(" + ")}`),
    ),
  };
}

/** The cell of the gradients. @param {Run} run */
export function backward(run) {
  const gradients = run.values("gradient").map(String);
  const mistakes = gradients.filter((name) => name !== "exact");
  const told = mistakes.map((name) => MISTAKES[name]).join("; or ");
  return {
    title: "Backward",
    note: `the chain rule, from the output down.${told && ` With a mistake worth watching${gradients.length > 1 ? ", for a while" : ""}: ${told}.`}`,
    code: block(`def backward(A, W, y${extra(run, ["gradient", "l1", "l2"])}):`,
      clips(run) && CLIPPED,
      gradients.includes("stale-order") ? layerByLayer(run) : allAtOnce(run)),
  };
}

/** All of dZ, then all of dW and db. @param {Run} run */
function allAtOnce(run) {
  const { layers } = run;
  return lines(
    outputDelta(run, "dZ = {L: ", "}", "dZ[L]"),
    layers > 1 && block("for i in range(L - 1, 0, -1):", hiddenDelta(run, "dZ[i]", "dZ[i + 1] @ W[i + 1]")),
    "dW = {i: dZ[i].T @ A[i - 1] for i in W}",
    where(run, "activation-index", "dW[1] = dZ[1].T @ A[1]"),
    penalty(run).length > 0 && block("for i in W:", `dW[i] += ${penalty(run)}`),
    where(run, "frozen-biases", "db = {i: np.zeros((n[i], 1)) for i in W}", "db = {i: dZ[i].sum(axis=0)[:, None] for i in W}"),
    "return dW, db",
  );
}

/** Gives dW and db from the top down, so that whoever asks can update a layer before dZ goes through it. @param {Run} run */
function layerByLayer(run) {
  const below = hiddenDelta(run, "dZ", "dZ @ W[i]").map((line) => line.replaceAll("A[i]", "A[i - 1]"));
  return lines(
    outputDelta(run, "dZ = ", "", "dZ"),
    block("for i in range(L, 0, -1):",
      "dW = dZ.T @ A[i - 1]",
      run.varies("gradient") && run.values("gradient").includes("activation-index")
        && block('if gradient == "activation-index" and i == 1:', "dW = dZ.T @ A[1]"),
      penalty(run).length > 0 && `dW += ${penalty(run)}`,
      where(run, "frozen-biases", "db = np.zeros((n[i], 1))", "db = dZ.sum(axis=0)[:, None]"),
      "yield i, dW, db  # training goes on here, and updates W[i]",
      run.layers > 1 && block("if i > 1:", below)),
  );
}

/**
 * dZ of the output layer: ∂L/∂A, f′ and what a mean and a mistake make of it.
 * @param {Run} run @param {string} before @param {string} after @param {string} dZ
 */
function outputDelta(run, before, after, dZ) {
  const { loss, outputActivation, reduction } = run.start;
  const cancels = loss === "cross-entropy" && outputActivation === "sigmoid";
  const dA = loss === "squared-error" ? "2 * (A[L] - y)" : "np.where(A[L] == a, (a - y) / (a * (1 - a)), 0)";
  const factor = reduction === "mean" ? " / len(y)" : "";
  const slope = cancels ? "" : SLOPES[outputActivation].replaceAll("[i]", "[L]");
  const all = run.values("gradient");
  const forgets = all.includes("no-derivative") && slope;
  const sign = all.includes("wrong-sign") ? (all.length > 1 ? "sign * " : "-") : "";
  const error = cancels ? (sign || factor ? "(A[L] - y)" : "A[L] - y") : "dA";
  return lines(
    !cancels && `dA = ${dA}`,
    sign === "sign * " && 'sign = -1 if gradient == "wrong-sign" else 1',
    `${before}${sign}${error}${forgets ? "" : slope}${factor}${after}`,
    forgets && all.length > 1 && block('if gradient != "no-derivative":', `${dZ} = ${dZ}${slope}`),
  );
}

/** dZ of a hidden layer. @param {Run} run @param {string} dZ @param {string} product */
function hiddenDelta(run, dZ, product) {
  const slope = SLOPES[run.start.activation];
  const all = run.values("gradient");
  if (!slope || !all.includes("no-derivative")) return [`${dZ} = ${slope ? `(${product})` : product}${slope}`];
  return lines(
    `${dZ} = ${product}`,
    all.length > 1 && block('if gradient != "no-derivative":', `${dZ} = ${dZ}${slope}`),
  );
}

/**
 * What a mistake does, or what is done without it.
 * @param {Run} run @param {string} mistake @param {string} does @param {string} [otherwise]
 */
function where(run, mistake, does, otherwise) {
  const all = run.values("gradient");
  if (!all.includes(mistake)) return lines(otherwise);
  return all.length > 1 ? lines(otherwise, block(`if gradient == "${mistake}":`, does)) : [`${does}  # the mistake`];
}

/** The derivative of the penalties, without their sum's other parts. @param {Run} run */
function penalty(run) {
  return lines(run.hasPenalty("l1") && "l1 * np.sign(W[i])", run.hasPenalty("l2") && "l2 * W[i]").join(" + ");
}

const CLIPPED = "a = np.clip(A[L], 1e-7, 1 - 1e-7)";

/** Whether the output can leave (0, 1), of which the cross-entropy knows nothing. @param {Run} run */
const clips = ({ start }) => start.loss === "cross-entropy" && start.outputActivation !== "sigmoid";

/**
 * Those of some hyperparameters that the script names at all.
 * @param {Run} run @param {import("./python-run.js").Tunable[]} names
 */
function named(run, names) {
  return names.filter((name) => name === "l1" || name === "l2" ? run.hasPenalty(name) : true);
}

/**
 * Lines that set those of some hyperparameters that stay as they are.
 * @param {Run} run @param {import("./python-run.js").Tunable[]} names
 */
export function constants(run, names) {
  const set = named(run, names).filter((name) => !run.varies(name));
  return set.map((name) => `${pythonName(name)} = ${number(Number(run.start[name]))}`);
}

/**
 * Those that change, as further arguments.
 * @param {Run} run @param {import("./python-run.js").Tunable[]} names
 */
export function extra(run, names) {
  return named(run, names).filter((name) => run.varies(name)).map((name) => `, ${pythonName(name)}`).join("");
}

/** learning_rate for learningRate. @param {string} name */
export const pythonName = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
