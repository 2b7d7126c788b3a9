// The losses of a run as CSV, every digit of them.

/** @typedef {import("../wasm/xor_lab.js").Lab} Lab */

/**
 * @param {[epoch: number, loss: number][]} rows
 */
export const lossCsv = (rows) => csv(["epoch", "loss"], rows);

/**
 * All losses that are recorded, up to an epoch: of each one or, of a run too long for that, the
 * smallest and the largest of as few neighbouring epochs as there are.
 * @param {Pick<Lab, "lossAt" | "lossSpan">} lab
 * @param {number} last
 */
export function historyCsv(lab, last) {
  /** @type {[number, number][]} */
  const exact = [];
  for (let epoch = 0; epoch <= last; epoch++) {
    const loss = lab.lossAt(epoch);
    if (loss === undefined) return spanCsv(exact, lab, last);
    exact.push([epoch, loss]);
  }
  return lossCsv(exact);
}

/** @param {[epoch: number, loss: number][]} exact @param {Pick<Lab, "lossSpan">} lab @param {number} last */
function spanCsv(exact, lab, last) {
  const rows = exact.map(([epoch, loss]) => [epoch, epoch, loss, loss]);
  for (let epoch = exact.length; epoch <= last;) {
    const [smallest = NaN, largest = NaN, end = epoch] = lab.lossSpan(epoch, epoch);
    rows.push([epoch, end, smallest, largest]);
    epoch = end + 1;
  }
  return csv(["first_epoch", "last_epoch", "smallest_loss", "largest_loss"], rows);
}

/** @param {string[]} head @param {number[][]} rows */
const csv = (head, rows) => [head, ...rows].map((row) => `${row.join(",")}\n`).join("");
