// What a figure needs once somebody reaches for it: how a number came to be, changes by hand, the
// zoom of the loss curve, runs from other seeds, pictures as tables. It shows and plays its run without.

import { pointsFromCsv } from "./csv.js";
import { Explained } from "./interaction/explained.js";
import { Explanation } from "./interaction/explanation.js";
import { Hand } from "./interaction/hand.js";
import { copy, move } from "./interaction/matrix.js";
import { reason } from "./interaction/refusal.js";
import { SeedSweep } from "./interaction/sweep.js";
import { answers, fill, losses, neurons, places } from "./interaction/tables.js";
import { Walk } from "./interaction/walk.js";
import { Zoom } from "./interaction/zoom.js";

export { Explained, Explanation, Hand, SeedSweep, Walk, Zoom, answers, copy, fill, losses, move, neurons, places, pointsFromCsv, reason };
