// Sliders: whole positions 0 … STEPS on screen, values on a linear or logarithmic scale.

/** @typedef {import("./fields.js").Field} Field */

const STEPS = 100;

/** @param {Field} field */
function range(field) {
  const { min = 0, max = 1, least = min, scale = "linear" } = field;
  return { min, max, least, logarithmic: scale.startsWith("log"), whole: scale.endsWith("integers") };
}

/**
 * How many positions the slider of a field has. With a word for null, that is the last one.
 * @param {Field} field
 */
export function positions(field) {
  const { min, max, logarithmic, whole } = range(field);
  const last = whole && !logarithmic ? max - min : STEPS;
  return field.blank === undefined ? last : last + 1;
}

/**
 * @param {Field} field
 * @param {number} position
 * @returns {number | null}
 */
export function valueAt(field, position) {
  const { min, max, least, logarithmic, whole } = range(field);
  if (field.blank !== undefined && position >= positions(field)) return null;
  if (whole && !logarithmic) return min + position;
  if (logarithmic && min === 0 && position === 0) return 0;
  const part = position / STEPS;
  const value = logarithmic ? least * (max / least) ** part : min + (max - min) * part;
  return whole ? Math.round(value) : Number(value.toPrecision(logarithmic ? 2 : 3));
}

/**
 * The position nearest to a value, inside the slider.
 * @param {Field} field
 * @param {number | null} value
 */
export function positionOf(field, value) {
  const { min, max, least, logarithmic, whole } = range(field);
  if (value === null) return positions(field);
  const inside = Math.min(max, Math.max(min, Number(value)));
  if (Number.isNaN(inside)) return 0;
  if (whole && !logarithmic) return inside - min;
  if (!logarithmic) return Math.round((STEPS * (inside - min)) / (max - min));
  return inside < least ? 0 : Math.round((STEPS * Math.log(inside / least)) / Math.log(max / least));
}
