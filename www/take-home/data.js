// Points that somebody brings.

import { pointsFromCsv } from "../csv.js";

/**
 * Points as CSV, and what they change.
 * @param {string} text
 * @param {import("../lab-loader.js").Module} module
 * @param {import("../fields.js").Hyperparameters} hyperparameters in force
 * @throws {RangeError} that names the line that cannot be used
 */
export function readPoints(text, module, hyperparameters) {
  const { points, lines, problem } = pointsFromCsv(text);
  if (problem) throw new RangeError(`${problem} Allowed: a link, a state or weights as JSON, or points as CSV.`);
  const changes = { dataset: /** @type {const} */ ("points"), points: /** @type {[number, number, number][]} */ (points) };
  try {
    new module.Lab({ ...hyperparameters, ...changes }).free();
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    const [, number] = /point (\d+)/.exec(message) ?? [];
    if (points.length === 0) throw new RangeError("There are no points in it; each line needs x1, x2, y.");
    throw number ? new RangeError(`Line ${lines[Number(number) - 1]}: ${message}.`) : error;
  }
  return { points, changes };
}
