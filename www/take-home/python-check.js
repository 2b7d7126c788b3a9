// The end of a script: whether its run is the one that was shown.

import { block, lines, number } from "./python-text.js";

/** @typedef {import("./python-run.js").Run} Run */

/** The cell that compares. @param {Run} run */
export function check(run) {
  const { diverged, trains, at: [epoch] } = run;
  const last = trains ? "list(train(X, *moved))[-1][1]" : "loss(X, *moved)";
  return {
    title: "Check",
    note: diverged
      ? "the epoch in which the loss stopped being finite. Where rounding decides it, the start is moved a little to see how far it goes."
      : "the loss that XOR Lab showed. NumPy rounds some last digits otherwise; where a run makes more of that, the start is moved a little to see how much.",
    code: lines(
      `shown = ${diverged ? epoch : number(run.loss)}`,
      `here = ${diverged ? "np.inf if np.isfinite(value) else epoch" : trains ? "value" : "loss(X, W, b)"}`,
      `print(f"${diverged ? "diverged in epoch" : "loss"} {here}, in XOR Lab {shown}")`,
      "", "",
      block("def again(seed):",
        '"""The same from a start whose numbers are moved by up to 1e-13 of themselves."""',
        "rng = np.random.RandomState(seed)",
        "moved = [{i: p[i] * (1 + 1e-13 * rng.uniform(-1, 1, p[i].shape)) for i in p} for p in (W, b)]",
        `return ${diverged ? "next((epoch for epoch, value in train(X, *moved) if not np.isfinite(value)), np.inf)" : last}`),
      "", "",
      block(`if ${diverged ? "here != shown" : `not math.isclose(here, shown, rel_tol=1e-9${run.start.loss === "squared-error" ? ", abs_tol=1e-28" : ""})`}:`,
        "ends = np.nan_to_num([here, *map(again, range(6))], nan=np.inf, posinf=np.inf)",
        "low, high = ends.min(), ends.max()",
        'assert abs(ends[0] - shown) <= 3 * (high - low), "this is another run"',
        'print(f"This run is chaotic: from starts that differ by 1e-13 it ends between {low} and {high}.")'),
      'print("It is the same run.")',
    ),
  };
}
