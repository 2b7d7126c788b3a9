// Points as CSV: x1, x2, y a line, quoted or not, with or without a line of names on top; also as
// spreadsheets write it where decimals have a comma.

import { several } from "./format.js";

const NAMES = ["x1", "x2", "y"];

/**
 * @param {ArrayLike<number>[]} points
 */
export function pointsToCsv(points) {
  return ["x1,x2,y", ...points.map((point) => Array.from(point).join(","))].join("\n");
}

/**
 * The points and their lines, or the first line that is none. What coordinates may be is not decided here.
 * @param {string} text
 * @returns {{ points: number[][], lines: number[], problem?: string }}
 */
export function pointsFromCsv(text) {
  /** @type {number[][]} */
  const points = [];
  /** @type {number[]} */
  const lines = [];
  /** Where each column is. */
  let order = NAMES;
  for (const [i, row] of text.split(/\r\n?|\n/).entries()) {
    // Quotes go, and the comma of a decimal in them; a minus may be that of books.
    const line = row.trim().replace(/"([^"]*)"/g, (_, cell) => cell.replaceAll(",", ".")).replaceAll("−", "-");
    // A comment, as NumPy writes names, or a word to a spreadsheet.
    if (/^$|^#|^sep=/i.test(line)) continue;
    // Between cells that are separated otherwise, a comma is that of decimals.
    const apart = /[;\t]/.test(line);
    const cells = line.split(apart ? /[;\t]/ : /\s*,\s*|\s+/).map((cell) => cell.trim());
    const number = (/** @type {string} */ cell) => cell === "" ? NaN : Number(apart ? cell.replace(",", ".") : cell);
    // Some write one separator more.
    if (cells.length === 4 && cells[3] === "") cells.pop();
    const isHeader = points.length === 0 && cells.every((cell) => Number.isNaN(number(cell)));
    if (isHeader && cells.length === 3) {
      const named = cells.map((cell) => cell.toLowerCase());
      if (NAMES.every((name) => named.includes(name))) order = named;
      continue;
    }
    if (cells.length !== 3) return { points, lines, problem: `Line ${i + 1} has ${several(cells.length, "column")}; each line needs x1, x2, y.` };
    const odd = cells.find((cell) => !Number.isFinite(number(cell)));
    if (odd !== undefined) return { points, lines, problem: `Line ${i + 1}: “${odd}” is not a number.` };
    lines.push(i + 1);
    points.push(NAMES.map((name) => number(cells[order.indexOf(name)])));
  }
  return { points, lines };
}
