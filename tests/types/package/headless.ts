// What a program without a page may write, and what it may not.

import { Run, load, type Options, type Snapshot } from "xor-lab/headless";

await load(new Uint8Array(8));
const options: Options = { preset: "corrected", learningRate: 0.5 };
using run: Run = await Run.create(options);
run.train(5000);
run.step();
run.back();
run.seek(100);
run.setParameter(0, 1);
run.setInput(3, 1, 0.5);
run.undo();
run.redo();
run.hyperparameters = { optimizer: "adam" };
const numbers: number[] = [run.loss, run.epoch, run.lastEpoch, run.accuracy, ...run.weights(1), ...run.targets];
const snapshot: Snapshot = run.snapshot();
const right: boolean[] = run.gradientCheck().map((check) => check.right);
export { numbers, snapshot, right };
run.reset();
run.free();

// @ts-expect-error
new Run();
// @ts-expect-error
await Run.create({ preset: "correct" });
// @ts-expect-error
await Run.create({ epochs: 5000 });
// @ts-expect-error
run.loss = 0;
// @ts-expect-error
const certain: number = run.lossAt(7);
// @ts-expect-error
run.train();
// @ts-expect-error
run.play();
