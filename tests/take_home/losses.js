// Reads the losses of a run, how many of them are known exactly and the spans of the others (smallest
// and largest loss and last epoch, by the first one), and gives the CSV of all. Run where `write.js` is.

import { readFileSync } from "node:fs";
import { historyCsv } from "./www/take-home/csv.js";

const { losses, exact, spans } = JSON.parse(readFileSync(0, "utf8"));
const lab = {
  /** @param {number} epoch */
  lossAt: (epoch) => epoch < exact ? losses[epoch] : undefined,
  lossSpan: (epoch) => spans[epoch] ?? [],
};
process.stdout.write(JSON.stringify(historyCsv(lab, losses.length - 1)));
