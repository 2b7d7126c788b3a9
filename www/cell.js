// The numbers of a network by name: which quantity, of which layer, in which row and column.

/**
 * A number of the network. Layers count from 1 (A[0] are the inputs), rows and columns from 0;
 * rows of Z, A, δ and y are examples.
 * @typedef {{ quantity: number, layer: number, row: number, column: number }} Cell
 */

/** The quantities, as Rust numbers them (src/view/explanation). */
export const W = 0, B = 1, Z = 2, A = 3, DELTA = 4, GRAD_W = 5, GRAD_B = 6, Y = 7, NEXT_W = 8, NEXT_B = 9, LOSS = 10;

/** @param {Cell} cell */
export const key = ({ quantity, layer, row, column }) => `${quantity} ${layer} ${row} ${column}`;

/**
 * The number itself.
 * @param {import("./wasm/xor_lab.js").Lab} lab
 * @param {Cell} cell
 */
export const valueIn = (lab, { quantity, layer, row, column }) => lab.explain(quantity, layer, row, column)[0];

/** Whether there is one for each example. @param {number} quantity */
export const isPerExample = (quantity) => [Z, A, DELTA, Y].includes(quantity);

/**
 * Where the gradient of each parameter stands, layer by layer, weights before biases, as Rust
 * counts parameters.
 * @param {Uint32Array} sizes widths of all layers, inputs first
 * @returns {Cell[]}
 */
export function gradientCells(sizes) {
  return [...sizes].slice(1).flatMap((width, i) => {
    const before = sizes[i];
    const weights = Array.from({ length: width * before }, (_, at) =>
      ({ quantity: GRAD_W, layer: i + 1, row: Math.floor(at / before), column: at % before }));
    return [...weights, ...Array.from({ length: width }, (_, row) => ({ quantity: GRAD_B, layer: i + 1, row, column: 0 }))];
  });
}
