// The plain loop unrolled by hand for 2-2-1 sigmoid, four examples, full batch: what changes lives
// in local variables, and every operation of the plain version is there.

/** @typedef {import("../task.js").Task} Task */
/** @typedef {import("../task.js").Contender} Contender */

/** Losses are kept, as a loss curve needs them, so that none is optimised away. */
const KEPT = 1024;

/**
 * @param {Task} task
 * @returns {Contender | undefined}
 */
export function create(task) {
  const rate = task.learningRate;
  if (task.sizes.join() !== "2,2,1" || task.points.length !== 4 || task.hidden !== "sigmoid" || task.mean) return;
  const [[u0, v0, y0], [u1, v1, y1], [u2, v2, y2], [u3, v3, y3]] = task.points;
  const start = Float64Array.from(task.parameters);
  const losses = new Float64Array(KEPT);
  let epoch = 0;

  // Inputs u and v; hidden neurons p and q; output a.
  function train(/** @type {number} */ epochs) {
    let wpu = start[0], wpv = start[1], wqu = start[2], wqv = start[3], bp = start[4], bq = start[5];
    let wap = start[6], waq = start[7], ba = start[8];

    let p0 = sigmoid(bp + wpu * u0 + wpv * v0), p1 = sigmoid(bp + wpu * u1 + wpv * v1);
    let p2 = sigmoid(bp + wpu * u2 + wpv * v2), p3 = sigmoid(bp + wpu * u3 + wpv * v3);
    let q0 = sigmoid(bq + wqu * u0 + wqv * v0), q1 = sigmoid(bq + wqu * u1 + wqv * v1);
    let q2 = sigmoid(bq + wqu * u2 + wqv * v2), q3 = sigmoid(bq + wqu * u3 + wqv * v3);
    let a0 = sigmoid(ba + wap * p0 + waq * q0), a1 = sigmoid(ba + wap * p1 + waq * q1);
    let a2 = sigmoid(ba + wap * p2 + waq * q2), a3 = sigmoid(ba + wap * p3 + waq * q3);

    for (let e = 0; e < epochs; e++) {
      const d0 = a0 - y0, d1 = a1 - y1, d2 = a2 - y2, d3 = a3 - y3;
      const dp0 = d0 * wap * (p0 * (1 - p0)), dp1 = d1 * wap * (p1 * (1 - p1));
      const dp2 = d2 * wap * (p2 * (1 - p2)), dp3 = d3 * wap * (p3 * (1 - p3));
      const dq0 = d0 * waq * (q0 * (1 - q0)), dq1 = d1 * waq * (q1 * (1 - q1));
      const dq2 = d2 * waq * (q2 * (1 - q2)), dq3 = d3 * waq * (q3 * (1 - q3));

      wap -= rate * (d0 * p0 + d1 * p1 + d2 * p2 + d3 * p3);
      waq -= rate * (d0 * q0 + d1 * q1 + d2 * q2 + d3 * q3);
      ba -= rate * (d0 + d1 + d2 + d3);
      wpu -= rate * (dp0 * u0 + dp1 * u1 + dp2 * u2 + dp3 * u3);
      wpv -= rate * (dp0 * v0 + dp1 * v1 + dp2 * v2 + dp3 * v3);
      bp -= rate * (dp0 + dp1 + dp2 + dp3);
      wqu -= rate * (dq0 * u0 + dq1 * u1 + dq2 * u2 + dq3 * u3);
      wqv -= rate * (dq0 * v0 + dq1 * v1 + dq2 * v2 + dq3 * v3);
      bq -= rate * (dq0 + dq1 + dq2 + dq3);

      p0 = sigmoid(bp + wpu * u0 + wpv * v0); p1 = sigmoid(bp + wpu * u1 + wpv * v1);
      p2 = sigmoid(bp + wpu * u2 + wpv * v2); p3 = sigmoid(bp + wpu * u3 + wpv * v3);
      q0 = sigmoid(bq + wqu * u0 + wqv * v0); q1 = sigmoid(bq + wqu * u1 + wqv * v1);
      q2 = sigmoid(bq + wqu * u2 + wqv * v2); q3 = sigmoid(bq + wqu * u3 + wqv * v3);
      const z0 = ba + wap * p0 + waq * q0, z1 = ba + wap * p1 + waq * q1;
      const z2 = ba + wap * p2 + waq * q2, z3 = ba + wap * p3 + waq * q3;
      a0 = sigmoid(z0); a1 = sigmoid(z1); a2 = sigmoid(z2); a3 = sigmoid(z3);
      losses[(epoch + e) % KEPT] = loss(z0, y0) + loss(z1, y1) + loss(z2, y2) + loss(z3, y3);
    }
    epoch += epochs;
    start.set([wpu, wpv, wqu, wqv, bp, bq, wap, waq, ba]);
  }
  return { train, loss: () => losses[(epoch - 1) % KEPT] };
}

/** @param {number} z */
function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}

/**
 * @param {number} z of the output
 * @param {number} y its target
 */
function loss(z, y) {
  return (z < 0 ? -z * y : z * (1 - y)) + Math.log(1 + Math.exp(-Math.abs(z)));
}
