// What a program in a page may write, and what it may not.

import { XorLab, loadLab, type Hyperparameters, type HyperparameterError, type XorLabAttributes } from "xor-lab";

const lab = document.createElement("xor-lab");
const same: XorLab = lab;
const found: XorLab | null = document.querySelector("xor-lab");
lab.setAttribute("preset", "as-published");
document.body.append(lab, same);

const ready: XorLab = await lab.ready;
ready.play();
ready.pause();
const paused: Promise<void> = lab.runTo(5000);
const loss: number | undefined = lab.lossAt(12);

lab.hyperparameters = { learningRate: 0.5, batchSize: null };
const { optimizer, hidden }: Hyperparameters = lab.hyperparameters;

lab.addEventListener("epoch", (event) => {
  const { epoch, accuracy } = event.detail;
  const numbers: number[] = [epoch, event.detail.loss, accuracy];
  use(event.currentTarget, numbers);
});
lab.addEventListener("change", ({ detail }) => use(detail.hyperparameters.seed.toFixed(), detail.restarted));
lab.addEventListener("error", ({ error, message }) => use(error as HyperparameterError, message));
lab.addEventListener("click", (event) => use(event.clientX));
lab.addEventListener("something-else", () => use(undefined));

const { sizes, weights } = lab.snapshot();
const first: number = weights[0][sizes[0] - 1];
const wrong: string[] = lab.gradientCheck().filter(({ right }) => !right).map(({ of, layer }) => `${of} ${layer}`);

const { Sweep, presets } = await loadLab();
const sweep = new Sweep({ seed: 1 }, 200, 5000);
const losses: Float64Array = sweep.losses;

const attributes: XorLabAttributes = { "learning-rate": 0.5, "output-activation": "tanh", hidden: "8 8", "batch-size": "full", speed: "max" };

function use(...used: unknown[]) { return used; }
use(found, paused, loss, optimizer, hidden, first, wrong, presets(), losses, attributes);

// @ts-expect-error
lab.stop();
// @ts-expect-error
lab.epoch = 3;
// @ts-expect-error
lab.seek("12");
// @ts-expect-error
lab.hyperparameters = { learningrate: 0.5 };
// @ts-expect-error
lab.hyperparameters = { optimizer: "sgd" };
// @ts-expect-error
lab.addEventListener("epoch", (event: MouseEvent) => event);
// @ts-expect-error
lab.addEventListener("epoch", ({ detail }) => detail.step);
// @ts-expect-error
lab.snapshot().gradients;
// @ts-expect-error
const of: "weight" = lab.gradientCheck()[0].of;
// @ts-expect-error
const misspelt: XorLabAttributes = { learningRate: 0.5 };
// @ts-expect-error
const noWord: XorLabAttributes = { activation: "softmax" };
