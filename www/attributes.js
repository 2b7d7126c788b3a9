// From the attributes of <xor-lab> to settings.

import { ATTRIBUTE_FIELDS, FIELDS, kebab, parse } from "./fields.js";

const VIEWS = ["surface", "loss", "hidden", "numbers", "losses", "seeds"];

/** Attributes that decide what a figure is made of. */
export const LAYOUT = ["views", "controls", "transport", "digits", "loss-epochs"];

const FIELD_OF = new Map(ATTRIBUTE_FIELDS.map((field) => [kebab(field.name), field]));

export const OBSERVED = [...FIELD_OF.keys(), ...LAYOUT, "preset", "speed", "run-to", "theme", "class", "style"];

/** @param {string} attribute */
export const isHyperparameter = (attribute) => attribute === "preset" || FIELD_OF.has(attribute);

/**
 * The hyperparameters written on an element, by wire name.
 * @param {Element} element
 */
export function written(element) {
  /** @type {Record<string, unknown>} */
  const values = {};
  for (const [attribute, field] of FIELD_OF) {
    const text = element.getAttribute(attribute);
    if (text === null) continue;
    values[field.name] = field.kind === "number" && text === "null" ? null : parse(field, text);
  }
  return values;
}

/** @param {string | null} text */
const words = (text) => (text ?? "").split(/[\s,]+/).filter(Boolean);

/**
 * @typedef {object} Layout
 * @property {string[]} views
 * @property {string[]} controls   names of fields, in the table's order
 * @property {boolean} allControls
 * @property {boolean} transport
 * @property {number | undefined} digits
 * @property {number[]} lossEpochs
 */

/**
 * @param {Element} element
 * @returns {Layout}
 */
export function layout(element) {
  const wanted = words(element.getAttribute("controls"));
  const allControls = wanted.includes("all");
  const names = FIELDS.map((field) => field.name);
  const digits = Number(element.getAttribute("digits") ?? NaN);
  return {
    views: words(element.getAttribute("views") ?? "surface loss").filter((view) => VIEWS.includes(view)),
    controls: allControls ? names : names.filter((name) => wanted.includes(kebab(name))),
    allControls,
    transport: element.getAttribute("transport") !== "none",
    digits: digits >= 0 && digits <= 17 ? digits : undefined,
    lossEpochs: epochList(element.getAttribute("loss-epochs") ?? "1-12 5000"),
  };
}

/**
 * "1-12 5000" as a list of epochs; at most 200 of them.
 * @param {string} text
 */
export function epochList(text) {
  const epochs = words(text).flatMap((word) => {
    const [first, last = first] = word.split("-").map(Number);
    const length = Math.min(200, last - first + 1);
    return length >= 1 && first >= 0 ? Array.from({ length }, (_, i) => first + i) : [];
  });
  return epochs.slice(0, 200);
}

/**
 * A speed as an attribute says it: epochs a frame, or "max".
 * @param {string | null} text
 */
export function speed(text) {
  if (text === "max") return Infinity;
  const value = Number(text ?? NaN);
  return value > 0 ? value : undefined;
}

/**
 * An epoch as typed, or undefined if the text is none.
 * @param {string | null} text
 */
export function epoch(text) {
  const value = text?.trim() ? Number(text) : NaN;
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
