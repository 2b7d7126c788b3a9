// Numbers as text. Display uses a true minus sign; `String(x)` in titles stays machine-readable.

const MINUS = "\u2212";
const NO_BREAK_SPACE = "\u00a0";

/** @param {string} text */
const typographic = (text) => text.replaceAll("-", MINUS).replace("e+", "e");

/** @param {number} value */
function special(value) {
  return Number.isNaN(value) ? "NaN" : value < 0 ? `${MINUS}∞` : "∞";
}

/**
 * About `digits` significant digits, short enough for a column: 0.8662, 12.35, 1, 4.100e−5.
 * @param {number} value
 * @param {number} [digits]
 */
export function significant(value, digits = 4) {
  if (!Number.isFinite(value)) return special(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 10 ** digits) return typographic(String(value + 0));
  if (size >= 10 ** digits || size < 1e-3) return typographic(value.toExponential(digits - 1));
  return typographic(value.toPrecision(digits));
}

/**
 * A fixed number of decimals, as NumPy prints an array.
 * @param {number} value
 * @param {number} digits
 */
export function decimals(value, digits) {
  if (!Number.isFinite(value)) return special(value);
  if (Math.abs(value) >= 1e7) return typographic(value.toExponential(digits));
  return typographic(value.toFixed(digits));
}

/**
 * Leaves room for a sign, so that digits of a column stand under each other.
 * @param {string} text
 */
export function signed(text) {
  return text.startsWith(MINUS) ? text : NO_BREAK_SPACE + text;
}

/**
 * Ten significant digits of a loss, in at most 16 characters.
 * @param {number} value
 */
export function loss(value) {
  if (!Number.isFinite(value)) return special(value);
  const size = Math.abs(value);
  const plain = value === 0 || (size >= 1e-5 && size < 1e10);
  return typographic(plain ? value.toPrecision(10) : value.toExponential(9));
}

/**
 * With a comma between thousands. `Intl.NumberFormat` would do it, but first reads its data on
 * languages, which takes longer than to draw a figure.
 * @param {number} n a whole number
 */
export const count = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** A whole number in subscript digits. @param {number} n */
export const subscript = (n) => String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);

/** @param {number} share 0 to 1 */
export function percent(share) {
  if (!Number.isFinite(share)) return "–";
  const hundredths = Math.floor(share * 1000 + 1e-9) / 10;
  return `${Number.isInteger(hundredths) ? hundredths : hundredths.toFixed(1)}${NO_BREAK_SPACE}%`;
}

/** "1 epoch", "5,000 epochs". @param {number} n @param {string} what */
export const several = (n, what) => `${count(n)} ${what}${n === 1 ? "" : "s"}`;

/** @param {number} n a whole number */
export const epochs = (n) => several(n, "epoch");

/**
 * @param {number} epochsPerFrame
 */
export function speed(epochsPerFrame) {
  if (epochsPerFrame === Infinity) return "as fast as it goes";
  if (epochsPerFrame < 1) return `1 epoch every ${Math.round(1 / epochsPerFrame)} frames`;
  return `${epochs(epochsPerFrame)} a frame`;
}

/**
 * The name of an example: its inputs, as in (0, 1) or (0.87, −0.02).
 * @param {ArrayLike<number>} inputs
 * @param {number} row
 */
export function example(inputs, row) {
  const [x1, x2] = [inputs[2 * row], inputs[2 * row + 1]].map((x) => Number.isInteger(x) ? significant(x, 6) : decimals(Number(x.toFixed(2)) + 0, 2));
  return `(${x1}, ${x2})`;
}
