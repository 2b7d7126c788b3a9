// Reads the losses of a run, how many of them are known exactly and the spans of the others, and
// gives its CSV up to the last epoch. Run where `write.js` is.

import { readFileSync } from "node:fs";
import { historyCsv } from "./www/take-home/csv.js";

const { losses, exact, spans } = JSON.parse(readFileSync(0, "utf8"));
const lab = {
  /** @param {number} epoch */
  lossAt: (epoch) => epoch < exact ? losses[epoch] : undefined,
  lossSpans: () => spans,
};
process.stdout.write(JSON.stringify(historyCsv(lab, losses.length - 1)));
