// The loss in words, wherever on the curve.

import { significant } from "../format.js";

/**
 * The loss after an epoch or, where it is not known exactly, the smallest and the largest of those from there on.
 * @param {import("../views/view.js").Lab} lab
 * @param {number} epoch
 * @param {number} epochs how many
 */
export function lossAround(lab, epoch, epochs) {
  const exact = lab.lossAt(epoch) ?? (epoch === lab.epoch ? lab.loss : undefined);
  if (exact !== undefined) return significant(exact);
  const [least, most] = Array.from(lab.lossSpan(epoch, epoch + epochs - 1), (loss) => significant(loss, 3));
  return least === undefined ? "not finite" : least === most ? least : `${least} … ${most}`;
}
