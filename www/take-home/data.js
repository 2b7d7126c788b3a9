// Points that somebody brings.

import { pointsFromCsv } from "../csv.js";

/** A thousand points, the most that there may be, have fewer characters. */
const LONGEST = 200_000;

/**
 * A run that learns the points of a CSV.
 * @param {string} text
 * @param {import("../lab-loader.js").Module} module
 * @param {import("../fields.js").Hyperparameters} hyperparameters for all but the data
 * @throws {RangeError} that names the line that cannot be used
 */
export function readPoints(text, module, hyperparameters) {
  if (text.length > LONGEST) throw new RangeError(`It has ${text.length} characters; allowed: 1 to 1000 points.`);
  const { points: read, lines, problem } = pointsFromCsv(text);
  if (problem) throw new RangeError(`${problem} Allowed: a link, a state or weights as JSON, or points as CSV.`);
  const points = /** @type {[number, number, number][]} */ (read);
  try {
    return new module.Lab({ ...hyperparameters, dataset: "points", points });
  } catch (error) {
    const { message, allowed } = /** @type {import("../session.js").Refusal} */ (error);
    const [, number] = /point (\d+)/.exec(message) ?? [];
    if (points.length === 0) throw new RangeError("There are no points in it; each line needs x1, x2, y.");
    throw number ? new RangeError(`Line ${lines[Number(number) - 1]}: “${points[Number(number) - 1]}” cannot be used; allowed: ${allowed}.`) : error;
  }
}
