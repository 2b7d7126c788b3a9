// Why a value was refused, in the words of its control.

/** @typedef {import("../fields.js").Field} Field */

/**
 * What was given, and what Rust allows: in labels, and in the control's word for null.
 * @param {string} given
 * @param {string} allowed
 * @param {Field} field
 * @param {Field | undefined} other for whose sake it was refused
 * @param {string} typed
 */
export function reason(given, allowed, field, other, typed) {
  const { options = [], blank = "null" } = other ?? field;
  const inItsWords = options.reduce((text, [word, label]) => text.replace(`"${word}"`, `“${label}”`), allowed).replace("null", blank);
  const like = field.kind === "list" ? "8, 8" : /^-?\d*,\d+$/.test(typed) && typed.replace(",", ".");
  return `${given} Allowed${other ? ` for “${other.label}”` : ""}: ${inItsWords}${like ? `, such as ${like}` : ""}.`;
}
