// The training of a run, in NumPy: its batches, its update rule, and what was changed on the way.

import { count, several } from "../format.js";
import { editLine } from "./python-data.js";
import { constants, extra, pythonName } from "./python-network.js";
import { block, lines, number } from "./python-text.js";

/** @typedef {import("./python-run.js").Run} Run */
/** @typedef {import("./python-run.js").Change} Change */

/** The update of a parameter p from its gradient g, with the memories v and s. @type {Record<string, string[]>} */
const RULES = {
  "gradient-descent": ["p -= learning_rate * g"],
  momentum: ["v[:] = momentum * v + g", "p -= learning_rate * v"],
  nesterov: ["v[:] = momentum * v + g", "p -= learning_rate * (g + momentum * v)"],
  rmsprop: ["s[:] = beta2 * s + (1 - beta2) * g ** 2", "p -= learning_rate * g / (np.sqrt(s) + 1e-8)"],
  adam: [
    "v[:] = beta1 * v + (1 - beta1) * g",
    "s[:] = beta2 * s + (1 - beta2) * g ** 2",
    "v_hat, s_hat = v / (1 - beta1_power), s / (1 - beta2_power)",
    "p -= learning_rate * v_hat / (np.sqrt(s_hat) + 1e-8)",
  ],
};

/** As people write them. @type {Record<string, string>} */
const RULE_NAMES = { "gradient-descent": "gradient descent", momentum: "momentum", nesterov: "Nesterov momentum", rmsprop: "RMSProp", adam: "Adam" };

/** The cell that trains. @param {Run} run */
export function training(run) {
  const [epochs, steps] = run.at;
  const rules = run.values("optimizer").map((rule) => RULE_NAMES[String(rule)]).join(", then ");
  const sizes = run.values("batchSize").join(", then ");
  const batches = run.inBatches ? `from ${sizes} examples at a time, in the order of a shuffle` : "each one update from all examples";
  const more = steps > 0 ? ` and ${several(steps, "update")}` : "";
  return {
    title: "Training",
    note: `${several(epochs, "epoch")}${more} of ${rules}, ${batches}.`,
    code: lines(
      constants(run, run.settings),
      run.inBatches && !run.varies("batchSize") && `batch_size = ${run.start.batchSize}`,
      "", "",
      (run.hasVelocity || run.hasSquare) && [...block("def zeros(W, b):", "return {i: (np.zeros_like(W[i]), np.zeros_like(b[i])) for i in W}"), "", ""],
      block("def train(X, W, b):", ...body(run)),
      "", "",
      record(run),
    ),
  };
}

/** What keeps and shows the losses. @param {Run} run */
function record(run) {
  const every = round(run.at[0] / 10);
  const print = `print(f"epoch {epoch:>${count(run.at[0]).length},}   loss {value:.10g}")`;
  return lines(
    "losses = {}",
    block("for epoch, value in train(X, W, b):",
      "losses[epoch] = value",
      every > 1 ? block(`if epoch % ${every} == 0:`, print) : print,
      run.diverged && block("if not np.isfinite(value):", "break")),
  );
}

/** The lines of `train`, which gives epochs and losses, as many as a curve needs. @param {Run} run */
function body(run) {
  const [epochs, steps] = run.at;
  const every = run.diverged ? 1 : round(epochs / 100);
  const value = `loss(X, W, b${extra(run, ["l1", "l2"])})`;
  const begun = run.changes.filter((change) => change.at[1] === 0 && !run.lastChanges.includes(change));
  const now = `yield epoch, ${value}`;
  return lines(
    run.changesInputs ? "X, W, b = deepcopy((X, W, b))" : "W, b = deepcopy((W, b))",
    ["optimizer", ...run.settings, "l1", "l2", "gradient", "batchSize"].flatMap((name) => {
      const tunable = /** @type {import("./python-run.js").Tunable} */ (name);
      return run.varies(tunable) ? `${pythonName(name)} = ${literal(run.start[tunable])}` : [];
    }),
    forget(run),
    run.inBatches && `shuffler = np.random.RandomState([${run.start.seed}, 2])`,
    block(`for epoch in range(${epochs + (steps > 0 ? 1 : 0)}):`,
      changeLines(run, begun, "epoch", ([epoch]) => String(epoch)),
      every > 1 ? block(`if epoch % ${every} == 0:`, now) : now,
      run.countsSteps ? countedBatches(run) : run.inBatches ? batches(run) : update(run, "")),
    run.lastChanges.flatMap((change) => made(run, change)),
    `yield ${epochs}, ${value}`,
  );
}

/** The updates of an epoch whose batches are alike. @param {Run} run */
function batches(run) {
  const [epochs, steps] = run.at;
  return lines(
    "order = shuffler.permutation(len(X))",
    steps > 0 && `end = ${steps} * batch_size if epoch == ${epochs} else len(X)`,
    block(`for first in range(0, ${steps > 0 ? "end" : "len(X)"}, batch_size):`,
      "batch = order[first:first + batch_size]",
      update(run, "[batch]")),
  );
}

/** The updates of an epoch between which something happens. @param {Run} run */
function countedBatches(run) {
  const [epochs, steps] = run.at;
  const between = run.changes.filter((change) => change.at[1] > 0 && !run.lastChanges.includes(change));
  return lines(
    run.varies("batchSize") && run.values("batchSize").includes(run.examples)
      ? "order = shuffler.permutation(len(X)) if batch_size < len(X) else np.arange(len(X))"
      : "order = shuffler.permutation(len(X))",
    "first = step = 0",
    block("while first < len(X):",
      changeLines(run, between, "(epoch, step)", ([epoch, step]) => `(${epoch}, ${step})`),
      steps > 0 && block(`if (epoch, step) == (${epochs}, ${steps}):`, "break"),
      "batch = order[first:first + batch_size]",
      update(run, "[batch]"),
      "first += batch_size",
      "step += 1"),
  );
}

/** One update of the parameters. @param {Run} run @param {string} batch */
function update(run, batch) {
  const gradients = run.values("gradient");
  const call = `backward(A, W, y${batch}${extra(run, ["gradient", "l1", "l2"])})`;
  const stale = gradients.includes("stale-order");
  const each = stale && gradients.length === 1 ? `for i, dW, db in ${call}:` : stale ? "for i, dW, db in layers:" : "for i in W:";
  return lines(
    `Z, A = forward(X${batch}, W, b)`,
    run.values("optimizer").includes("adam") && ["beta1_power *= beta1", "beta2_power *= beta2"],
    !stale && `dW, db = ${call}`,
    stale && gradients.length > 1 && [
      `layers = ${call}`,
      ...block('if gradient != "stale-order":', "layers = list(layers)  # all gradients before any update"),
    ],
    block(each, rules(run, stale ? ["dW", "db"] : ["dW[i]", "db[i]"])),
  );
}

/** The update of layer i. @param {Run} run @param {string[]} gradients of W[i] and of b[i] */
function rules(run, [dW, db]) {
  const all = run.values("optimizer").map(String);
  if (all.length === 1 && all[0] === "gradient-descent") return [`W[i] -= learning_rate * ${dW}`, `b[i] -= learning_rate * ${db}`];
  const names = lines("p", "g", run.hasVelocity && "v", run.hasSquare && "s");
  const lists = lines("(W[i], b[i])", `(${dW}, ${db})`, run.hasVelocity && "velocity[i]", run.hasSquare && "square[i]");
  const branches = all.flatMap((rule, at) => block(`${at === 0 ? "if" : "elif"} optimizer == "${rule}":`, RULES[rule]));
  return block(`for ${names.join(", ")} in zip(${lists.join(", ")}):`, all.length === 1 ? RULES[all[0]] : branches);
}

/** Memories as at the start. @param {Run} run */
function forget(run) {
  return lines(
    run.hasVelocity && "velocity = zeros(W, b)",
    run.hasSquare && "square = zeros(W, b)",
    run.values("optimizer").includes("adam") && "beta1_power = beta2_power = 1.0",
  );
}

/**
 * What was changed, each at its place.
 * @param {Run} run @param {Change[]} changes @param {string} here
 * @param {(place: import("./python-run.js").Place) => string} written
 */
function changeLines(run, changes, here, written) {
  /** @type {Map<string, string[]>} */
  const places = new Map();
  for (const change of changes) {
    const place = written(change.at);
    places.set(place, [...places.get(place) ?? [], ...made(run, change)]);
  }
  return [...places].flatMap(([place, code], i) => block(`${i === 0 ? "if" : "elif"} ${here} == ${place}:`, code));
}

/** What makes a change. @param {Run} run @param {Change} change */
function made(run, change) {
  const { hyperparameters } = change;
  if (!hyperparameters) return [editLine(run, change)];
  return lines(
    Object.entries(hyperparameters).map(([name, value]) => `${pythonName(name)} = ${literal(value)}`),
    "optimizer" in hyperparameters && forget(run),
  );
}

/** @param {unknown} value */
const literal = (value) => typeof value === "string" ? `"${value}"` : number(Number(value));

/** At least so many, and 1, 2 or 5 at its front. @param {number} least */
function round(least) {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return power * ([1, 2, 5].find((front) => front * power >= least) ?? 10);
}
