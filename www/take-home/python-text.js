// Python as text: numbers, arrays and blocks of lines.

const WIDTH = 100;

/**
 * A number as Python reads it, to the last bit.
 * @param {number} value
 */
export function number(value) {
  if (Number.isNaN(value)) return "np.nan";
  if (!Number.isFinite(value)) return value < 0 ? "-np.inf" : "np.inf";
  return Object.is(value, -0) ? "-0.0" : String(Number(value));
}

/**
 * The same, never an integer: an array of integers would round what is later put in it.
 * @param {number} value
 */
export const float = (value) => number(value).replace(/^-?\d+$/, "$&.0");

/** @param {number[]} values */
export const list = (values) => `[${values.map(float).join(", ")}]`;

/**
 * `name = np.array([…])`, with as many rows to a line as it takes.
 * @param {string} name
 * @param {number[][]} rows
 * @returns {string[]}
 */
export function arrayLines(name, rows) {
  const one = `${name} = np.array([${rows.map(list).join(", ")}])`;
  if (one.length <= WIDTH) return [one];
  const packed = [""];
  for (const row of rows.map((row) => `${list(row)},`)) {
    const last = packed[packed.length - 1];
    if (last && last.length + row.length + 5 > WIDTH) packed.push(row);
    else packed[packed.length - 1] = last ? `${last} ${row}` : row;
  }
  return [`${name} = np.array([`, ...indented(packed), "])"];
}

/** @param {string[]} lines */
export const indented = (lines) => lines.map((line) => line && `    ${line}`);

/**
 * A line that ends in a colon, and what belongs under it.
 * @param {string} head
 * @param {...string | string[] | false} body
 */
export const block = (head, ...body) => [head, ...indented(lines(...body))];

/**
 * Those that there are, as one list.
 * @param {...string | string[] | false | undefined} parts
 * @returns {string[]}
 */
export const lines = (...parts) => parts.flatMap((part) => part === false || part === undefined ? [] : part);

/**
 * A comment, in as many lines as it takes.
 * @param {string} text
 */
export function comment(text) {
  const wrapped = ["#"];
  for (const word of text.trim().split(/\s+/)) {
    if (wrapped[wrapped.length - 1].length + word.length + 1 > WIDTH) wrapped.push("#");
    wrapped[wrapped.length - 1] += ` ${word}`;
  }
  return wrapped;
}
