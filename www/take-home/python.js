// A run to take home: a NumPy script and a Jupyter notebook that train it again, to the loss shown.

import { count, several } from "../format.js";
import { check } from "./python-check.js";
import { data, start } from "./python-data.js";
import { backward, forward, loss } from "./python-network.js";
import { Run, corners } from "./python-run.js";
import { block, comment, lines } from "./python-text.js";
import { training } from "./python-training.js";

/** @typedef {import("./python-run.js").Moment} Moment */
/**
 * A step of the script.
 * @typedef {object} Cell
 * @property {string} title
 * @property {string} note a sentence that goes on after the title and a colon
 * @property {string[]} code
 */

/**
 * The script, which needs Python 3.8 and NumPy.
 * @param {Moment} moment
 * @param {string} [address] where it is from
 */
export function script(moment, address) {
  const run = new Run(moment);
  const head = [...comment(`${about(run)} ${demands(run)}`), ...address ? comment(address) : [], ...imports(run)].join("\n");
  const parts = cells(run).map(({ title, note, code }) => [...comment(`${title}: ${note}`), ...code].join("\n"));
  // Two blank lines around functions, as everybody has them in Python.
  return `${parts.reduce((before, part) => `${before}${/^def /m.test(before.split("\n\n").pop() + part) ? "\n\n\n" : "\n\n"}${part}`, head)}\n`;
}

/**
 * The same as a notebook, of nbformat 4.5, which draws the losses too where there is matplotlib.
 * @param {Moment} moment
 * @param {string} [address] where it is from
 * @returns {string} JSON
 */
export function notebook(moment, address) {
  const run = new Run(moment);
  const said = lines("# A run of XOR Lab", "", about(run), demands(run), address && ["", `<${address}>`]);
  const parts = [
    ["about", "markdown", said],
    ["imports", "code", imports(run)],
    ...[...cells(run), ...run.trains ? [curve] : []].flatMap(({ title, note, code }) => {
      const id = title.toLowerCase().replace(" ", "-");
      return [[`${id}-note`, "markdown", [`## ${title}`, "", capital(note)]], [id, "code", code]];
    }),
  ];
  const all = parts.map(([id, kind, source]) => ({
    cell_type: kind,
    id,
    metadata: {},
    ...kind === "code" && { execution_count: null, outputs: [] },
    source: /** @type {string[]} */ (source).join("\n"),
  }));
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
    language_info: { name: "python" },
  };
  return `${JSON.stringify({ cells: all, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** @param {Run} run @returns {Cell[]} */
function cells(run) {
  return [data(run), start(run), forward(run), loss(run), ...run.trains ? [backward(run), training(run)] : [], check(run)];
}

/** @type {Cell} */
const curve = {
  title: "Loss curve",
  note: "on a logarithmic axis, if matplotlib is there.",
  code: lines(
    block("try:", "import matplotlib.pyplot as plt"),
    block("except ImportError:", 'print("There is no matplotlib.")'),
    block("else:",
      "plt.semilogy(list(losses), list(losses.values()))",
      'plt.xlabel("epoch")',
      'plt.ylabel("loss")',
      "plt.show()"),
  ),
};

/** @param {Run} run */
function imports(run) {
  return lines(
    !run.diverged && "import math",
    run.trains && "from copy import deepcopy",
    (!run.diverged || run.trains) && "",
    "import numpy as np",
    run.diverged && ["", 'np.seterr(all="ignore")  # it diverges'],
  );
}

/** @param {Run} run */
function about({ start, sizes, at: [epochs, steps] }) {
  const { dataset } = start;
  const what = dataset === "points" ? "own points" : corners(dataset) ? dataset.toUpperCase() : dataset;
  const where = steps > 0 ? `, update ${count(steps)}` : "";
  return `A run of XOR Lab, made again in NumPy: ${what}, a network of ${sizes.join("-")} neurons, epoch ${count(epochs)}${where}.`;
}

/** @param {Run} run */
function demands(run) {
  const end = run.diverged ? "the loss stops being finite where it did" : "the loss is the one that was shown";
  const seconds = duration(run);
  const time = seconds < 90
    ? several(round(seconds), "second")
    : seconds < 5400 ? several(round(seconds / 60), "minute") : several(round(seconds / 3600), "hour");
  const long = seconds < 10 ? "" : ` It takes about ${time}, and seven times that, seldom more, if the run is chaotic.`;
  return `It needs no other library, and ends with an assertion: ${end}.${long}`;
}

/** About how many seconds the script takes, by what NumPy needs for a call, a neuron and a weight. @param {Run} run */
function duration({ start, at: [epochs, steps], examples, sizes, layers }) {
  const batch = start.batchSize ?? examples;
  const updates = epochs * Math.ceil(examples / batch) + steps;
  const neurons = sizes.reduce((sum, size) => sum + size);
  const weights = sizes.slice(1).reduce((sum, size, i) => sum + size * sizes[i], 0);
  return updates * (2e-5 * layers + batch * (1.5e-8 * neurons + 2e-9 * weights));
}

/** To one digit. @param {number} value */
const round = (value) => Number(value.toPrecision(1));

/** @param {string} text */
const capital = (text) => text[0].toUpperCase() + text.slice(1);
