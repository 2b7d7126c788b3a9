// From the attributes of <xor-lab> to settings.

import { ATTRIBUTE_FIELDS, FIELDS, kebab, parse } from "./fields.js";

export const VIEWS = ["surface", "loss", "hidden", "diagram", "numbers", "glass-box", "check", "losses", "seeds"];
const CONTROLS = ["all", "none", ...FIELDS.map(({ name }) => kebab(name))];
const THEMES = ["auto", "light", "dark"];
const SIZES = ["small", "medium", "large"];

/**
 * Attributes that decide what a figure is made of, as they are where they are not written.
 * @type {Record<string, string>}
 */
const USUAL = { views: "surface loss", controls: "none", transport: "", digits: "", "loss-epochs": "1-12 5000" };
export const LAYOUT = Object.keys(USUAL);
/**
 * Attributes of playing: what the player calls each, how it is read, and what it is where it is not
 * written.
 * @type {Record<string, [name: "speed" | "mark", read: (text: string) => number | undefined, usual: string]>}
 */
export const PACE = { speed: ["speed", speed, "10"], "run-to": ["mark", epoch, "5000"] };

const FIELD_OF = new Map(ATTRIBUTE_FIELDS.map((field) => [kebab(field.name), field]));

export const OBSERVED = [...FIELD_OF.keys(), ...LAYOUT, ...Object.keys(PACE), "preset", "href", "autoplay", "theme", "size", "class", "style"];

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
    // An empty `hidden` is HTML's.
    if (text === null || (text === "" && attribute === "hidden")) continue;
    values[field.name] = field.kind === "number" && text === "null" ? null : parse(field, text);
  }
  return values;
}

/** @param {string | null} text */
const words = (text) => (text ?? "").split(/[\s,]+/).filter(Boolean);

/**
 * @typedef {object} Layout
 * @property {Record<string, string>} texts   of the attributes it is from
 * @property {string[]} views
 * @property {string[]} controls   names of fields, in the table's order
 * @property {boolean} allControls
 * @property {boolean} transport
 * @property {number | undefined} digits
 * @property {number[]} lossEpochs
 */

/**
 * @param {Element} element
 * @param {Layout} [before] which what is refused leaves as it was
 * @returns {Layout}
 */
export function layout(element, before) {
  const texts = Object.fromEntries(Object.entries(USUAL).map(([name, usual]) =>
    [name, (refused(element, [name]).length > 0 ? before?.texts[name] : element.getAttribute(name)) ?? usual]));
  const wanted = words(texts.controls);
  const allControls = wanted.includes("all");
  const names = FIELDS.map((field) => field.name);
  return {
    texts,
    views: [...new Set(words(texts.views))],
    controls: allControls ? names : names.filter((name) => wanted.includes(kebab(name))),
    allControls,
    transport: texts.transport !== "none",
    digits: digits(texts.digits),
    lossEpochs: epochList(texts["loss-epochs"]),
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
    return length >= 1 && first >= 0 && Number.isSafeInteger(first) ? Array.from({ length }, (_, i) => first + i) : [];
  });
  return epochs.slice(0, 200);
}

/**
 * A speed as an attribute says it: epochs a frame, or "max".
 * @param {string} text
 */
function speed(text) {
  if (text === "max") return Infinity;
  const value = Number(text);
  return value > 0 ? value : undefined;
}

/** @param {string} text a number of decimals */
function digits(text) {
  const value = epoch(text);
  return value !== undefined && value <= 17 ? value : undefined;
}

/**
 * An epoch as typed, with or without commas or spaces between thousands; undefined if the text is
 * none.
 * @param {string} text
 */
export function epoch(text) {
  const typed = text.trim();
  const fine = /^(\d{1,3}([,\s]\d{3})+|[\d.]+(e\+?\d+)?)$/i.test(typed);
  const value = fine ? Number(typed.replace(/[,\s]/g, "")) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** @param {string[]} known */
const none = (known) => (/** @type {string} */ text) => words(text).filter((word) => !known.includes(word)).join(" ");
/** @param {(text: string) => unknown} read */
const unread = (read) => (/** @type {string} */ text) => read(text) === undefined ? text : "";

/**
 * Attributes that are no hyperparameters: which part of the text is not allowed, and what is.
 * @type {Record<string, [wrong: (text: string) => string, allowed: string]>}
 */
const WORDING = {
  views: [none(VIEWS), `any of ${VIEWS.join(", ")}`],
  controls: [none(CONTROLS), `any of ${CONTROLS.join(", ")}`],
  transport: [none(["none"]), "none, or no such attribute"],
  theme: [none(THEMES), THEMES.join(", ")],
  size: [none(SIZES), SIZES.join(", ")],
  digits: [unread(digits), "a whole number from 0 to 17"],
  speed: [unread(speed), "a number of epochs a frame above 0, or max"],
  "run-to": [unread(epoch), "a whole number from 0 on"],
  "loss-epochs": [(text) => words(text).filter((word) => epochList(word).length === 0).join(" "), "epochs and ranges of them, such as 1-12 5000"],
};

/**
 * A refusal in the words of attributes: their name, and their word for null.
 * @param {import("./session.js").Refusal} refusal
 */
export function inAttributes({ field = "", message }) {
  const name = kebab(field);
  return message.replace(field, name).replace("null", FIELD_OF.get(name)?.blank ?? "null");
}

/**
 * What some attributes ask for that there is not; the figure does without. An empty attribute
 * asks for nothing.
 * @param {Element} element
 * @param {string[]} [names]
 * @returns {import("./session.js").Refusal[]}
 */
export function refused(element, names = Object.keys(WORDING)) {
  return names.filter((name) => name in WORDING).flatMap((field) => {
    const [wrong, allowed] = WORDING[field];
    const text = element.getAttribute(field)?.trim();
    const value = text && wrong(text);
    return value ? [Object.assign(new RangeError(`${field} is ${value}; allowed: ${allowed}`), { field, value, allowed })] : [];
  });
}
