import assert from "node:assert/strict";
import { Run, load } from "xor-lab/headless";
import { losses } from "./losses.js";

await load();
const run = await Run.create({ preset: "playground", seed: 3 });
run.train(30);
const then = run.snapshot();
run.step();
assert.equal(run.stepInEpoch, 1);
run.train(20);
run.seek(10);
assert.deepEqual([run.epoch, run.lastEpoch], [10, 50]);
run.seek(30);
assert.deepEqual(run.snapshot(), then);
run.step();
run.back();
assert.deepEqual(run.snapshot(), then);
assert.deepEqual(Array.from(run.weights(1)), then.weights[0]);
assert.deepEqual(Array.from(run.biases(2)), then.biases[1]);
assert.deepEqual(Array.from(run.z(1)), then.z[0]);
assert.deepEqual(Array.from(run.a(0)), then.a[0]);
assert.deepEqual([run.sizes, Array.from(run.targets), run.accuracy], [then.sizes, then.targets, then.accuracy]);
assert.equal(run.lossAt(30), run.loss);

run.setParameter(0, 1.5);
run.setInput(2, 1, -0.5);
assert.ok(run.edited && run.weights(1)[0] === 1.5 && run.a(0)[5] === -0.5);
run.undo();
run.undo();
assert.deepEqual(run.snapshot(), then);
run.redo();
assert.equal(run.weights(1)[0], 1.5);

const check = run.gradientCheck();
assert.equal(check.length, 4 * 2 + 4 + 4 + 1);
assert.ok(check.every(({ right, of, layer }) => right && (of === "weights" || of === "biases") && layer >= 1));

const refused = (field) => (error) => error.name === "HyperparameterError" && error.field === field && error.allowed !== "";
assert.throws(() => { run.hyperparameters = { learningRate: -1 }; }, refused("learningRate"));
assert.throws(() => run.setParameter(99, 0), refused("parameter"));
assert.throws(() => run.z(3), RangeError);
assert.throws(() => run.seek(0.5), RangeError);
await assert.rejects(Run.create({ preset: "wrong" }), refused("preset"));
await assert.rejects(Run.create({ speed: 1 }), refused("speed"));

// What goes on, and what begins again, with what it needs beside it.
run.hyperparameters = { optimizer: "adam" };
assert.equal(run.epoch, 30);
run.hyperparameters = { init: "given" };
assert.deepEqual([run.epoch, run.weights(1)[0]], [0, 1.5]);
run.hyperparameters = { init: "zeros" };
assert.equal(run.weights(1)[0], 0);
run.reset();
if (Symbol.dispose) assert.equal(run[Symbol.dispose], run.free);
run.free();
assert.throws(() => run.loss);

console.log((await losses(Run)).join(" "));
