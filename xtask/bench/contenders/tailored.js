// The notebook's run cut to measure: 2-2-1 sigmoid on the four corners of XOR and nothing else.
// The corners being 0 and 1, no input is multiplied; one logarithm does for all four losses.

/** @typedef {import("../task.js").Task} Task */
/** @typedef {import("../task.js").Contender} Contender */

const XOR = "[[0,0,0],[0,1,1],[1,0,1],[1,1,0]]";
/** Losses are kept, as a loss curve needs them, so that none is optimised away. */
const KEPT = 1024;

/**
 * @param {Task} task
 * @returns {Contender | undefined}
 */
export function create(task) {
  const rate = task.learningRate;
  if (JSON.stringify(task.points) !== XOR || task.sizes.join() !== "2,2,1" || task.hidden !== "sigmoid" || task.mean) return;
  const start = Float64Array.from(task.parameters);
  const losses = new Float64Array(KEPT);
  let epoch = 0;

  // Hidden neurons p and q; output o; examples 0 to 3 = (0,0), (0,1), (1,0), (1,1).
  function train(/** @type {number} */ epochs) {
    let wp1 = start[0], wp2 = start[1], wq1 = start[2], wq2 = start[3], bp = start[4], bq = start[5];
    let wop = start[6], woq = start[7], bo = start[8];

    let p0 = 1 / (1 + Math.exp(-bp)), p1 = 1 / (1 + Math.exp(-(wp2 + bp)));
    let p2 = 1 / (1 + Math.exp(-(wp1 + bp))), p3 = 1 / (1 + Math.exp(-(wp1 + wp2 + bp)));
    let q0 = 1 / (1 + Math.exp(-bq)), q1 = 1 / (1 + Math.exp(-(wq2 + bq)));
    let q2 = 1 / (1 + Math.exp(-(wq1 + bq))), q3 = 1 / (1 + Math.exp(-(wq1 + wq2 + bq)));
    let a0 = 1 / (1 + Math.exp(-(wop * p0 + woq * q0 + bo))), a1 = 1 / (1 + Math.exp(-(wop * p1 + woq * q1 + bo)));
    let a2 = 1 / (1 + Math.exp(-(wop * p2 + woq * q2 + bo))), a3 = 1 / (1 + Math.exp(-(wop * p3 + woq * q3 + bo)));

    for (let e = 0; e < epochs; e++) {
      const d0 = a0, d1 = a1 - 1, d2 = a2 - 1, d3 = a3;
      const dp0 = d0 * wop * (p0 * (1 - p0)), dp1 = d1 * wop * (p1 * (1 - p1));
      const dp2 = d2 * wop * (p2 * (1 - p2)), dp3 = d3 * wop * (p3 * (1 - p3));
      const dq0 = d0 * woq * (q0 * (1 - q0)), dq1 = d1 * woq * (q1 * (1 - q1));
      const dq2 = d2 * woq * (q2 * (1 - q2)), dq3 = d3 * woq * (q3 * (1 - q3));

      wop -= rate * ((d0 * p0 + d1 * p1) + (d2 * p2 + d3 * p3));
      woq -= rate * ((d0 * q0 + d1 * q1) + (d2 * q2 + d3 * q3));
      bo -= rate * ((d0 + d1) + (d2 + d3));
      wp1 -= rate * (dp2 + dp3);
      wp2 -= rate * (dp1 + dp3);
      bp -= rate * ((dp0 + dp1) + (dp2 + dp3));
      wq1 -= rate * (dq2 + dq3);
      wq2 -= rate * (dq1 + dq3);
      bq -= rate * ((dq0 + dq1) + (dq2 + dq3));

      p0 = 1 / (1 + Math.exp(-bp)); p1 = 1 / (1 + Math.exp(-(wp2 + bp)));
      p2 = 1 / (1 + Math.exp(-(wp1 + bp))); p3 = 1 / (1 + Math.exp(-(wp1 + wp2 + bp)));
      q0 = 1 / (1 + Math.exp(-bq)); q1 = 1 / (1 + Math.exp(-(wq2 + bq)));
      q2 = 1 / (1 + Math.exp(-(wq1 + bq))); q3 = 1 / (1 + Math.exp(-(wq1 + wq2 + bq)));
      const z0 = wop * p0 + woq * q0 + bo, z1 = wop * p1 + woq * q1 + bo;
      const z2 = wop * p2 + woq * q2 + bo, z3 = wop * p3 + woq * q3 + bo;
      const e0 = 1 + Math.exp(-z0), e1 = 1 + Math.exp(-z1), e2 = 1 + Math.exp(-z2), e3 = 1 + Math.exp(-z3);
      a0 = 1 / e0; a1 = 1 / e1; a2 = 1 / e2; a3 = 1 / e3;
      // −ln a = ln(1 + e⁻ᶻ) and −ln(1 − a) = z + ln(1 + e⁻ᶻ): one logarithm does for all four.
      losses[(epoch + e) % KEPT] = z0 + z3 + Math.log(e0 * e1 * (e2 * e3));
    }
    epoch += epochs;
    start.set([wp1, wp2, wq1, wq2, bp, bq, wop, woq, bo]);
  }
  return { train, loss: () => losses[(epoch - 1) % KEPT] };
}
