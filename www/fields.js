// The table of hyperparameters as people see them: wire name, label, and how each is chosen.
// What is *allowed* is decided in Rust; a slider's range here is only the useful part of it.

/** @typedef {import("./wasm/xor_lab.js").Hyperparameters} Hyperparameters */

/**
 * @typedef {object} Field
 * @property {string} name      what `controls` and attributes call it, in camelCase
 * @property {string} label
 * @property {string} group
 * @property {"number" | "word" | "list" | "points" | "json"} kind
 * @property {boolean} [live]   changes without restarting the run
 * @property {number} [min]     of the slider
 * @property {number} [max]     of the slider
 * @property {"linear" | "log" | "integers" | "log-integers"} [scale]
 * @property {number} [least]   on a log scale: the smallest value above a `min` of 0
 * @property {string} [blank]   the word for null, or for an empty list
 * @property {[value: string, label: string, barred?: string][]} [options] a label, and another for
 *   where Rust does not allow it
 * @property {(h: Hyperparameters) => boolean} [appears]
 */

/** @type {[string, string][]} */
const ACTIVATIONS = [
  ["sigmoid", "Sigmoid"], ["tanh", "Tanh"], ["relu", "ReLU"], ["leaky-relu", "Leaky ReLU"],
  ["identity", "Identity (linear)"],
];

/** @param {...string} rules */
const optimizerIs = (...rules) => (/** @type {Hyperparameters} */ h) => rules.includes(h.optimizer);
/** @param {Hyperparameters} h */
const generated = (h) => h.dataset !== "points";

/** @type {Field[]} */
export const FIELDS = [
  { name: "dataset", label: "Data set", group: "Data", kind: "word", options: [
    ["xor", "XOR"], ["and", "AND"], ["or", "OR"], ["nand", "NAND"], ["xnor", "XNOR"],
    ["circles", "Circles"], ["moons", "Moons"], ["spirals", "Spirals"], ["blobs", "Blobs"],
    ["points", "Your own points"]] },
  { name: "points", label: "Points, one x1, x2, y a line", group: "Data", kind: "points", appears: (h) => !generated(h) },
  { name: "samples", label: "Samples", group: "Data", kind: "number", min: 4, max: 1000, scale: "log-integers", blank: "auto", appears: generated },
  { name: "noise", label: "Noise", group: "Data", kind: "number", min: 0, max: 0.5, scale: "linear", appears: generated },

  { name: "layers", label: "Hidden layers", group: "Network", kind: "number", min: 0, max: 6, scale: "integers" },
  { name: "width", label: "Neurons in each", group: "Network", kind: "number", min: 1, max: 64, scale: "log-integers" },
  { name: "hidden", label: "Widths", group: "Network", kind: "list", blank: "none" },
  { name: "activation", label: "Hidden activation", group: "Network", kind: "word", options: ACTIVATIONS },
  { name: "outputActivation", label: "Output activation", group: "Network", kind: "word", options: ACTIVATIONS },

  { name: "init", label: "Initial weights", group: "Start", kind: "word", options: [
    ["numpy-randn", "NumPy randn"], ["xavier-uniform", "Xavier uniform"], ["xavier-normal", "Xavier normal"],
    ["he-uniform", "He uniform"], ["he-normal", "He normal"], ["zeros", "Zeros"], ["given", "Given (those of now)"]] },
  { name: "seed", label: "Seed", group: "Start", kind: "number" },

  { name: "optimizer", label: "Optimizer", group: "Training", kind: "word", live: true, options: [
    ["gradient-descent", "Gradient descent"], ["momentum", "Momentum"], ["nesterov", "Nesterov"],
    ["rmsprop", "RMSProp"], ["adam", "Adam"]] },
  { name: "learningRate", label: "Learning rate", group: "Training", kind: "number", live: true, min: 0.001, max: 10, scale: "log" },
  { name: "momentum", label: "Momentum μ", group: "Training", kind: "number", live: true, min: 0, max: 0.99, scale: "linear", appears: optimizerIs("momentum", "nesterov") },
  { name: "beta1", label: "First moment β₁", group: "Training", kind: "number", live: true, min: 0, max: 0.99, scale: "linear", appears: optimizerIs("adam") },
  { name: "beta2", label: "Second moment β₂", group: "Training", kind: "number", live: true, min: 0.9, max: 0.999, scale: "linear", appears: optimizerIs("rmsprop", "adam") },
  { name: "batchSize", label: "Batch size", group: "Training", kind: "number", live: true, min: 1, max: 256, scale: "log-integers", blank: "full" },
  { name: "gradient", label: "Gradient", group: "Training", kind: "word", live: true, options: [
    ["exact", "Exact"],
    ["activation-index", "A[1] for A[0] (the notebook’s slip)", "A[1] for A[0] (needs 2 first hidden neurons)"],
    ["no-derivative", "No derivative (forgets σ′)"], ["wrong-sign", "Wrong sign (climbs)"],
    ["stale-order", "Stale order (updates too soon)"], ["frozen-biases", "Frozen biases (forgets ∂L/∂b)"]] },

  { name: "loss", label: "Loss", group: "Objective", kind: "word", options: [
    ["cross-entropy", "Cross-entropy"], ["squared-error", "Squared error"]] },
  { name: "reduction", label: "Over the examples", group: "Objective", kind: "word", options: [["sum", "Sum"], ["mean", "Mean"]] },
  { name: "l1", label: "L1 penalty", group: "Objective", kind: "number", live: true, min: 0, max: 1, least: 1e-5, scale: "log" },
  { name: "l2", label: "L2 penalty", group: "Objective", kind: "number", live: true, min: 0, max: 1, least: 1e-5, scale: "log" },
];

/** Fields that an attribute can set but no control offers. @type {Field[]} */
const WRITTEN = [
  { name: "weights", label: "Given weights", group: "Start", kind: "json" },
  { name: "biases", label: "Given biases", group: "Start", kind: "json" },
];

/** Two controls shape `hidden` and are no hyperparameters themselves. */
const SHAPING = ["layers", "width"];

/** The hyperparameters that attributes can set. */
export const ATTRIBUTE_FIELDS = [...FIELDS, ...WRITTEN].filter(({ name }) => !SHAPING.includes(name));

/** @param {string} name */
export const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * What a person typed, as the value to hand to Rust. What cannot be read goes there as it is, so
 * that it is refused with the name of its field.
 * @param {Field} field
 * @param {string} text
 * @returns {unknown}
 */
export function parse(field, text) {
  const trimmed = text.trim();
  const isBlank = field.blank && (trimmed === "" || trimmed === field.blank);
  switch (field.kind) {
    case "number":
      return isBlank ? null : number(trimmed);
    case "list":
      return isBlank ? [] : trimmed.split(/[\s,;]+/).map(number);
    case "points":
    case "json":
      try { return JSON.parse(trimmed); } catch { return trimmed; }
    default:
      return trimmed;
  }
}

/** @param {string} text */
function number(text) {
  const value = Number(text);
  return text === "" || (Number.isNaN(value) && text !== "NaN") ? text : value;
}

/**
 * @param {Field} field
 * @param {Hyperparameters} h
 * @returns {string}
 */
export function show(field, h) {
  if (field.name === "layers") return String(h.hidden.length);
  if (field.name === "width") return String(h.hidden.at(-1) ?? "–");
  const value = h[/** @type {keyof Hyperparameters} */ (field.name)];
  if (value === null || value === undefined) return field.blank ?? "";
  return Array.isArray(value) ? value.join(", ") || (field.blank ?? "") : String(value);
}

/**
 * The hyperparameters that a control's value changes.
 * @param {Field} field
 * @param {unknown} value
 * @param {Hyperparameters} h
 * @returns {Record<string, unknown>}
 */
export function changes(field, value, h) {
  if (field.name === "layers") {
    const layers = Number(value);
    // An array of a million is not the way to say that a million is too many.
    if (!Number.isInteger(layers) || layers < 0 || layers > 99 || value === "") return { hidden: value };
    return { hidden: Array.from({ length: layers }, (_, i) => h.hidden[i] ?? h.hidden.at(-1) ?? 2) };
  }
  if (field.name === "width") return { hidden: h.hidden.length ? h.hidden.map(() => value) : [value] };
  return { [field.name]: value };
}
