// Links to a moment. They are written and read as src/training/link.rs says, which reads them for
// Rust: `v=1&preset=corrected&seed=3&at=500&learning-rate=0.2&at=1200`.

import { VIEWS } from "../attributes.js";
import { ATTRIBUTE_FIELDS, kebab } from "../fields.js";
import { differing } from "./moment.js";

/** @typedef {import("./moment.js").Moment} Moment */
/** @typedef {import("./moment.js").Change} Change */

const VERSION = "1";
/** Nobody needs a longer one: the largest network, given, takes half of it. */
const LONGEST = 1_000_000;
/** Between the numbers, the rows and the layers of a list. */
const SEPARATORS = [",", ";", "/"];
/** @type {Record<string, number>} */
const DEPTHS = { hidden: 1, points: 2, biases: 2, weights: 3 };
const NAMES = new Map(ATTRIBUTE_FIELDS.map(({ name }) => [kebab(name), name]));

/**
 * The shortest link to a moment, from the preset that it is nearest to.
 * @param {Moment & { hyperparameters: import("../fields.js").Hyperparameters }} moment
 * @param {import("../lab-loader.js").Module} module
 * @param {string[]} [views] what of it to look at
 */
export function linkOf({ hyperparameters, changes, at }, module, views) {
  const starts = module.presets().map((preset) => [pair("preset", preset), ...pairs(differing(hyperparameters, module.preset(preset)))].join("&"));
  const start = starts.reduce((shortest, start) => start.length < shortest.length ? start : shortest);
  const parts = [`v=${VERSION}`, start];
  let here = "";
  for (const { at, hyperparameters = {}, parameter, inputs } of changes) {
    if (here !== (here = place(at))) parts.push(`at=${here}`);
    if (parameter) parts.push(pair(`parameter.${parameter[0]}`, parameter[1]));
    else if (inputs) parts.push(pair(`inputs.${inputs[0]}`, inputs.slice(1), 1));
    else parts.push(...pairs(hyperparameters));
  }
  // The last place is where the run stands, also where something was just done.
  if (here !== place(at) || here === "") parts.push(`at=${place(at)}`);
  if (views) parts.push(pair("views", views, 1));
  return parts.join("&");
}

/**
 * The moment that a link tells of; `views` as it says.
 * @param {string} link the part of an address after its `?`
 * @param {import("../lab-loader.js").Module} module
 * @returns {Moment & { views?: string }}
 * @throws {RangeError} for the first thing in it that is not allowed, as far as it can be seen here
 */
export function readLink(link, module) {
  if (link.length > LONGEST) throw new RangeError(`it has ${link.length} characters; allowed: at most ${LONGEST}`);
  const query = new URLSearchParams(link);
  const version = query.get("v");
  if (version !== VERSION) throw new RangeError(`v is ${version ?? "missing"}; allowed: ${VERSION}`);
  const preset = query.get("preset");
  /** @type {Record<string, unknown>} */
  const hyperparameters = { ...module.preset(preset ?? "corrected") };
  /** @type {Change[]} */
  const changes = [];
  /** @type {import("./moment.js").Place | undefined} */
  let at;
  for (const [name, text] of query) {
    if (["v", "preset", "views"].includes(name)) continue;
    if (name === "at") {
      at = readPlace(text);
      continue;
    }
    const here = at ?? [0, 0];
    const begun = at !== undefined || changes.length > 0;
    const [what, index] = name.split(".");
    const field = NAMES.get(name);
    if (field && begun) {
      const last = changes.at(-1);
      // What changes at one place changes together; the same once more is another change.
      const together = last?.hyperparameters && `${last.at}` === `${here}` && !(field in last.hyperparameters);
      const change = together ? last : { at: here, hyperparameters: {} };
      if (change !== last) changes.push(change);
      Object.assign(/** @type {object} */ (change.hyperparameters), { [field]: value(field, text) });
    } else if (field) hyperparameters[field] = value(field, text);
    else if (what === "parameter" && index) changes.push({ at: here, parameter: [number(index), number(text)] });
    else if (what === "inputs" && index) changes.push({ at: here, inputs: readInputs(index, text) });
    else throw new RangeError(`${name} is not known; allowed: v, preset, views, at, and what attributes of hyperparameters are called`);
  }
  const views = query.get("views")?.split(/[\s,]+/);
  const unknown = views?.find((view) => !VIEWS.includes(view));
  if (unknown !== undefined) throw new RangeError(`views is ${unknown || '""'}; allowed: any of ${VIEWS.join(", ")}`);
  return { hyperparameters, changes, at: at ?? [0, 0], views: views?.join(" ") };
}

/** @param {import("./moment.js").Place} at */
const place = ([epoch, step]) => step === 0 ? String(epoch) : `${epoch}.${step}`;

/**
 * @param {string} text
 * @returns {import("./moment.js").Place}
 */
function readPlace(text) {
  const [, epoch, step = "0"] = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text) ?? [];
  if (epoch === undefined) throw new RangeError(`at is ${text}; allowed: an epoch, or an epoch, a point and a step`);
  return [Number(epoch), Number(step)];
}

/** @param {Partial<import("../fields.js").Hyperparameters>} hyperparameters */
const pairs = (hyperparameters) => Object.entries(hyperparameters).map(([name, value]) => pair(kebab(name), value, DEPTHS[name]));

/**
 * @param {string} name
 * @param {unknown} value
 * @param {number} [depth] of its lists
 */
const pair = (name, value, depth = 0) => `${name}=${written(value, depth)}`;

/**
 * An exponent has no plus sign, which is a space in a link.
 * @param {any} value
 * @param {number} depth
 * @returns {string}
 */
function written(value, depth) {
  if (depth === 0) return Object.is(value, -0) ? "-0" : String(value).replace("e+", "e");
  // A single row has a separator as well, and so has an empty list.
  const parts = value.map((/** @type {unknown} */ part) => written(part, depth - 1));
  return parts.join(SEPARATORS[depth - 1]);
}

/**
 * @param {string} field
 * @param {string} text
 */
function value(field, text) {
  const depth = DEPTHS[field] ?? 0;
  if (depth > 0) return list(text, depth);
  if (text === "null") return null;
  const value = number(text);
  return Number.isNaN(value) ? text : value;
}

/** A decimal number, or NaN. @param {string} text */
const number = (text) => /^[-.\de]+$/i.test(text) ? Number(text) : NaN;

/**
 * @param {string} example
 * @param {string} text x1 and x2
 * @returns {[number, number, number]}
 */
function readInputs(example, text) {
  const [x1, x2, ...more] = text.split(",").map(number);
  if (x2 === undefined || more.length > 0) throw new RangeError(`inputs is ${text}; allowed: x1,x2`);
  return [number(example), x1, x2];
}

/**
 * @param {string} text
 * @param {number} depth
 * @returns {unknown}
 */
function list(text, depth) {
  if (depth === 0) return number(text);
  return text.split(SEPARATORS[depth - 1]).filter(Boolean).map((part) => list(part, depth - 1));
}
