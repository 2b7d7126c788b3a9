// The end of a script: whether its run is the one that was shown.

import { block, lines, number } from "./python-text.js";

/** @typedef {import("./python-run.js").Run} Run */

/** The cell that compares. @param {Run} run */
export function check(run) {
  const { diverged, trains, at: [epoch] } = run;
  // A squared error so small is that of outputs whose last digits differ.
  const tolerance = `rel_tol=1e-9${run.start.loss === "squared-error" ? ", abs_tol=1e-28" : ""}`;
  const different = diverged ? "here != shown" : `not math.isclose(here, shown, ${tolerance})`;
  return {
    title: "Check",
    note: diverged
      ? "the epoch in which the loss stopped being finite. Where rounding decides it, a start moved a little shows how far that goes."
      : "the loss that XOR Lab showed. NumPy rounds some last digits otherwise; where a run makes more of that, a start moved a little shows how much.",
    code: lines(
      `shown = ${diverged ? epoch : number(run.loss)}`,
      `here = ${diverged ? "np.inf if np.isfinite(value) else epoch" : trains ? "value" : "loss(X, W, b)"}`,
      `print(f"${diverged ? "diverged in epoch" : "loss"} {here}, in XOR Lab {shown}")`,
      "", "",
      block("def again(seed):",
        '"""The same with a start and data of which each number is moved by up to 1e-13 of itself."""',
        "rng = np.random.RandomState(seed)",
        "size = 10.0 ** (-13 - seed % 3)",
        "",
        block("def moved(p):", "return p * (1 + size * rng.uniform(-1, 1, p.shape))"),
        "",
        "start = moved(X), {i: moved(W[i]) for i in W}, {i: moved(b[i]) for i in b}",
        // All the rest is 0 and so stays as it is. To move more of it would part what are twins.
        run.start.init === "zeros" && "start[2][L] += size * rng.uniform(-1, 1)",
        `return ${diverged
          ? "next((epoch for epoch, value in train(*start) if not np.isfinite(value)), np.inf)"
          : trains ? "list(train(*start))[-1][1]" : "loss(*start)"}`),
      "", "",
      block(`if ${different}:`,
        "ends = [here]",
        block("for seed in range(24):",
          "ends.append(again(seed))",
          "low, high = np.sort(np.nan_to_num(ends, nan=np.inf, posinf=np.inf))[[0, -1]]",
          "reach = (high / low) ** 2  # a few starts do not show all of it",
          "same = low / reach <= shown <= high * reach",
          block("if seed >= 5 and (same or reach < 2):", "break")),
        'assert same, "this is another run"',
        'print(f"This run is chaotic: from starts moved by 1e-13 it ends between {low} and {high}.")'),
      'print("It is the same run.")',
    ),
  };
}
