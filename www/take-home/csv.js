// The losses of a run as CSV, every digit of them.

/** @typedef {import("../wasm/xor_lab.js").Lab} Lab */

/**
 * @param {[epoch: number, loss: number][]} rows
 */
export const lossCsv = (rows) => csv(["epoch", "loss"], rows);

/**
 * All losses that are recorded, up to an epoch: of each one or, of a run too long for that, the
 * smallest and the largest of neighbouring epochs where they are no longer kept.
 * @param {Pick<Lab, "lossAt" | "lossSpans">} lab
 * @param {number} last
 */
export function historyCsv(lab, last) {
  /** @type {[number, number][]} */
  const exact = [];
  for (let epoch = 0; epoch <= last; epoch++) {
    const loss = lab.lossAt(epoch);
    if (loss === undefined) return spanCsv(exact, lab.lossSpans(epoch, last, Number.MAX_SAFE_INTEGER));
    exact.push([epoch, loss]);
  }
  return lossCsv(exact);
}

/**
 * @param {[epoch: number, loss: number][]} exact
 * @param {ArrayLike<number>} spans
 */
function spanCsv(exact, spans) {
  const rows = exact.map(([epoch, loss]) => [epoch, epoch, loss, loss]);
  for (let i = 0; i < spans.length; i += 4) rows.push(Array.from({ length: 4 }, (_, column) => spans[i + column]));
  return csv(["first_epoch", "last_epoch", "smallest_loss", "largest_loss"], rows);
}

/** @param {string[]} head @param {number[][]} rows */
const csv = (head, rows) => [head, ...rows].map((row) => `${row.join(",")}\n`).join("");
