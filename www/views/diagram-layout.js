// Where the neurons of a network stand, column by column, and how its weights run between them.
// Numbers only: nothing here knows an element.

/** So many neurons of a layer are drawn. */
export const MOST_NEURONS = 8;

/** The least room between the centres of two columns, and the most. */
const NEAR = 82, FAR = 240;
/** Below this there is no room for words between two columns. */
const WORDS = 120;
const HEAD = 32;
/** Of the two lines of text below a square, and the air below them. */
const TEXT = 32, AIR = 8;

/**
 * @typedef {object} Plan
 * @property {number} side      of a neuron's square
 * @property {number} width
 * @property {number} height
 * @property {number} between   where what is said between two columns begins, from above
 * @property {number[]} x       centre of each column
 * @property {number[][]} y     centres of the squares of each column, from above
 * @property {boolean} wordy    whether numbers fit on the edges
 */

/**
 * @param {number[]} sizes how many neurons each column has
 * @param {number} room    width that there is
 * @returns {Plan}
 */
export function plan(sizes, room) {
  const shown = sizes.map((size) => Math.min(size, MOST_NEURONS));
  const rows = Math.max(...shown);
  const step = Math.min(FAR, Math.max(NEAR, room / sizes.length));
  const wordy = step >= WORDS;
  const side = rows > 4 ? 32 : wordy ? 56 : 40;
  const pitch = side + TEXT + AIR;
  const foot = HEAD + rows * pitch + (Math.max(...sizes) > rows ? TEXT / 2 : 0);
  return {
    side,
    wordy,
    width: step * sizes.length,
    height: wordy ? foot : foot + TEXT / 2,
    between: wordy ? 0 : foot,
    x: sizes.map((_, i) => (i + 0.5) * step),
    y: shown.map((count) => Array.from({ length: count }, (_, i) => HEAD + side / 2 + ((rows - count) / 2 + i) * pitch)),
  };
}

/**
 * The curve of an edge as an SVG path, and where a number stands on it: nearer to its beginning,
 * where edges that cross have not met yet.
 * @param {number} x
 * @param {number} y
 * @param {number} toX
 * @param {number} toY
 */
export function curve(x, y, toX, toY) {
  const middle = (x + toX) / 2;
  return { d: `M${x} ${y}C${middle} ${y} ${middle} ${toY} ${toX} ${toY}`, at: [x + 0.39 * (toX - x), y + 0.28 * (toY - y)] };
}
