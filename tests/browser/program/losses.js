const PRESETS = ["by-hand", "random-start", "as-published", "corrected", "playground"];

/**
 * The loss of every preset after 5000 epochs, as the digits of its bits: no digit is lost on the way.
 * @param {typeof import("xor-lab/headless").Run} Run
 */
export const losses = (Run) => Promise.all(PRESETS.map(async (preset) => {
  const run = await Run.create({ preset });
  run.train(5000);
  const bits = new BigUint64Array(Float64Array.of(run.loss).buffer)[0].toString();
  run.free();
  return bits;
}));
