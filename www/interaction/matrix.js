// What keys do in a matrix, and what a copy takes.

/** How far an arrow key goes: rows, columns. @type {Record<string, [number, number]>} */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * An arrow key leads to the next cell, which is chosen with the focus; Escape chooses none.
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} cells row by row
 * @param {number} columns
 * @param {import("../glass.js").Glass} glass
 */
export function move(event, cells, columns, glass) {
  const arrow = ARROWS[event.key];
  const i = cells.indexOf(/** @type {HTMLElement} */ (event.target));
  if (event.key === "Escape") glass.choose();
  if (!arrow || i < 0) return;
  const [rows, steps] = arrow;
  const column = (i % columns) + steps;
  event.preventDefault();
  if (column >= 0 && column < columns) cells[i + rows * columns + steps]?.focus();
}

/**
 * Every digit of the number that has the focus, unless some text is selected.
 * @param {ClipboardEvent} event
 * @param {HTMLElement[]} cells
 * @param {number[]} values in them
 */
export function copy(event, cells, values) {
  const i = cells.indexOf(/** @type {HTMLElement} */ (event.target));
  if (i < 0 || getSelection()?.isCollapsed === false) return;
  event.clipboardData?.setData("text/plain", String(values[i]));
  event.preventDefault();
}
