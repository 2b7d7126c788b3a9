// The network as a diagram: a little surface for each neuron, a line for each weight, for one
// example; the gradients, while a walk through an update goes backward. Each can be chosen,
// pulled, and typed anew.

import { A, B, DELTA, GRAD_B, GRAD_W, LOSS, NEXT_B, NEXT_W, W, Y, Z, isPerExample, valueIn } from "../cell.js";
import { el, setText } from "../dom.js";
import { significant, subscript } from "../format.js";
import { interaction, withInteraction } from "../interaction-loader.js";
import { build } from "./diagram-parts.js";
import { Examples } from "./examples.js";
import { HandBar } from "./hand-bar.js";
import { DataTable } from "./table.js";
import { panel, tools } from "./view.js";

/** @typedef {import("../cell.js").Cell} Cell */
/** @typedef {import("./diagram-parts.js").Column} Column */
/** @typedef {import("./diagram-parts.js").Item} Item */
/** @typedef {import("./view.js").Lab} Lab */

/** With more neurons and weights than this they change four times a second while the run plays. */
const MOST_LIVE = 60;

const short = (/** @type {number} */ value) => significant(value, 3);

/**
 * @param {import("./view.js").Host} host
 * @returns {import("./view.js").View}
 */
export function diagram(host) {
  return new Diagram(host);
}

class Diagram {
  element;
  #host;
  #bar;
  /** @type {import("../interaction/hand.js").Hand | undefined} */
  #hand;
  /** @type {Lab | undefined} */
  #lab;
  #examples;
  #caption = el("p", { class: "caption" });
  /** @type {DataTable} */
  #table;
  #edited = el("span", { class: "edited" }, "edited by hand");
  #net = el("div", { class: "net", role: "group", "aria-label": "Network; arrow keys lead along its weights" });
  #observer;
  /** Width that there is. */
  #room = 0;
  /** What is built, and for how much room. */
  #built = "";
  /** By layer; the loss is the last. @type {Column[]} */
  #columns = [];
  /** @type {Map<string, Item>} */
  #items = new Map();
  /** The item that Tab comes to. */
  #stop = "0 0";
  #lit = "";
  /** Gradients are on show. */
  #backward = false;
  #drawn = -Infinity;

  /** @param {import("./view.js").Host} host */
  constructor(host) {
    this.#host = host;
    this.#table = new DataTable("Neurons", host.stale);
    this.#examples = new Examples(host.glass);
    this.#bar = new HandBar(host.actions);
    const scroll = el("div", { class: "across" }, this.#net);
    this.element = panel("diagram", "Diagram", tools(this.#edited, this.#table.toggle), this.#examples.element, this.#caption, scroll, this.#table.element, this.#bar.element);
    this.#observer = new ResizeObserver(([{ contentRect }]) => {
      this.#room = contentRect.width;
      host.stale();
    });
    this.#observer.observe(scroll);
    const listen = (/** @type {string} */ type, /** @type {(item: Item, event: any) => void} */ act) =>
      this.#net.addEventListener(type, (event) => {
        const name = /** @type {Element} */ (event.target).closest("[data-item]")?.getAttribute("data-item");
        const item = this.#items.get(name ?? "");
        if (item) act(item, event);
      });
    listen("focusin", (item) => this.#choose(item));
    listen("click", (item) => this.#choose(item));
    listen("keydown", (item, event) => this.#move(item, event));
    listen("pointerdown", (item, event) => {
      event.target.setPointerCapture(event.pointerId);
      const cell = this.#cell(item);
      this.#byHand((hand) => hand.take(event, cell));
    });
    listen("pointermove", (_, event) => this.#byHand((hand) => hand.pull(event)));
    listen("lostpointercapture", () => this.#byHand((hand) => hand.release()));
  }

  /** @param {(hand: import("../interaction/hand.js").Hand) => void} act */
  #byHand(act) {
    const leave = () => this.#items.get(this.#stop)?.element.focus();
    withInteraction(({ Hand }) => this.#lab && act(this.#hand ??= new Hand(this.#bar, this.#lab, this.#host.actions.edit, leave)));
  }

  dispose() {
    this.#observer.disconnect();
  }

  /** @param {import("./view.js").Frame} frame */
  draw({ lab, style, playing }) {
    this.#lab = lab;
    const { walk, chosen } = this.#host.glass;
    const built = `${lab.sizes} ${this.#room}`;
    const time = performance.now();
    if (this.#room === 0 || (built === this.#built && playing && this.#items.size > MOST_LIVE && time - this.#drawn < 250)) return;
    this.#drawn = time;
    if (built !== this.#built) {
      this.#built = built;
      this.#build([...lab.sizes, 1]);
    }
    const backward = this.#backward = walk.operation?.quantities.some((quantity) => quantity === DELTA || quantity === GRAD_W) ?? false;
    this.#edited.classList.toggle("is", lab.edited);
    this.#table.draw((tables) => tables.neurons(lab, this.#host.glass.example), playing);
    this.#examples.show(lab);
    this.#columns.forEach((column, layer) => this.#writeHeads(column, layer));

    const items = Array.from(this.#items.values(), (item) => ({ ...item, value: valueIn(lab, this.#cell(item)) }));
    const widest = Math.max(...items.map(({ line, value }) => line ? Math.abs(value) : 0));
    setText(this.#caption, backward
      ? `Backward: lines are gradients ∂L/∂W, the widest ±${short(widest)}; below the neurons are δ and ∂L/∂b.`
      : "Lines are weights, the wider the larger; dashed ones are negative.");
    for (const item of items) {
      const { element, layer, row, canvas, line } = item;
      if (line) {
        const size = Math.abs(item.value);
        element.classList.toggle("negative", item.value < 0);
        line.setAttribute("stroke-width", (1 + 5 * ((backward ? size / widest : size / (1 + size)) || 0)).toFixed(1));
      }
      this.#write(item, lab);
      if (!canvas) continue;
      const size = Math.round(canvas.clientWidth * devicePixelRatio);
      if (canvas.width !== size) canvas.width = canvas.height = size;
      lab.drawNeuron(canvas, style(devicePixelRatio), layer, row);
    }
    this.#light();
    this.#bar.show(lab);
    if (interaction) this.#byHand((hand) => hand.show(lab, chosen));
  }

  /** @param {number[]} sizes */
  #build(sizes) {
    const focused = this.#net.matches(":focus-within");
    this.#columns = build(this.#net, sizes, this.#room);
    this.#items = new Map(this.#columns.flatMap(({ items }) => items).map((item) => [item.name, item]));
    const stop = this.#items.get(this.#stop) ?? this.#columns[0].items[0];
    this.#stop = stop.name;
    stop.element.setAttribute("tabindex", "0");
    if (focused) stop.element.focus();
  }

  /** @param {Column} column @param {number} layer */
  #writeHeads({ neurons, head, edges, between }, layer) {
    const { walk } = this.#host.glass;
    const [backward, input, loss] = [this.#backward, layer === 0, this.#isLoss(layer)];
    const [quantity, at] = loss ? [LOSS, 0] : [backward && !input ? DELTA : A, layer];
    neurons.classList.toggle("later", !walk.knows(quantity, at));
    neurons.classList.toggle("now", walk.makes(quantity, at) || walk.makes(Z, layer));
    edges.classList.toggle("later", backward && !walk.knows(GRAD_W, layer));
    edges.classList.toggle("now", [Z, GRAD_W, NEXT_W].some((made) => walk.makes(made, layer)));
    setText(head, loss ? "Loss" : input ? "X" : `${backward ? "δ" : "A"}[${layer}]`);
    if (!input && !loss) setText(between, backward ? `← ∂L/∂W[${layer}]` : `${walk.knows(NEXT_W, layer) ? "new " : ""}W[${layer}] →`);
  }

  /** Writes what an item is, and its number, if that is known. @param {Item & { value: number }} item @param {Lab} lab */
  #write(item, lab) {
    const { element, layer, row, column, text, bias, value } = item;
    const { walk } = this.#host.glass;
    const { quantity, layer: at } = this.#cell(item);
    // An example that is not in the batch has no δ.
    const known = walk.knows(quantity, at) && !(quantity === DELTA && Number.isNaN(value));
    const number = known ? short(value) : "–";
    if (column !== undefined) {
      setText(text, number);
      const from = layer === 1 ? `x${subscript(column + 1)}` : `neuron ${column + 1}`;
      element.ariaLabel = `${this.#backward ? "∂L/∂W" : "weight"} from ${from} to neuron ${row + 1} of layer ${layer}: ${known ? significant(value) : number}`;
      return;
    }
    const name = quantity === LOSS ? "loss" : `${layer === 0 ? "x" : quantity === DELTA ? "δ" : "a"}${subscript(row + 1)}`;
    element.ariaLabel = `${name} ${number}`;
    setText(text, element.ariaLabel);
    if (!bias) return;
    const of = this.#backward ? GRAD_B : walk.knows(NEXT_B, layer) ? NEXT_B : B;
    setText(bias, `${this.#backward ? "∂b" : "b"} ${walk.knows(of, layer) ? short(valueIn(lab, { quantity: of, layer, row, column: 0 })) : "–"}`);
    element.ariaLabel += ` ${bias.textContent}, layer ${layer}`;
  }

  /** Marks what is chosen, and what it was made of. */
  #light() {
    const { chosen, factors, version, example } = this.#host.glass;
    const lit = `${version} ${example} ${this.#built}`;
    if (lit === this.#lit) return;
    this.#lit = lit;
    const now = chosen && this.#nameOf(chosen);
    const names = new Set(Array.from(factors.values(), (cell) => this.#nameOf(cell)));
    for (const { name, element } of this.#items.values()) {
      element.ariaPressed = String(name === now);
      element.classList.toggle("factor", name !== now && names.has(name));
    }
  }

  /** @param {number} layer */
  #isLoss(layer) {
    return layer === this.#columns.length - 1;
  }

  /** The number that is chosen with an item. @param {Item} item @returns {Cell} */
  #cell({ layer, row, column }) {
    const { walk, example } = this.#host.glass;
    if (column !== undefined) return { quantity: this.#backward ? GRAD_W : walk.knows(NEXT_W, layer) ? NEXT_W : W, layer, row, column };
    if (this.#isLoss(layer)) return { quantity: LOSS, layer: 0, row: 0, column: 0 };
    return { quantity: this.#backward && layer > 0 ? DELTA : A, layer, row: example, column: row };
  }

  /** The item at which a number stands, if it does. @param {Cell} cell */
  #nameOf({ quantity, layer, row, column }) {
    if (quantity === LOSS || quantity === Y) return `${this.#columns.length - 1} 0`;
    if (isPerExample(quantity)) return row === this.#host.glass.example ? `${layer} ${column}` : "";
    return quantity === B || quantity === GRAD_B || quantity === NEXT_B ? `${layer} ${row}` : `${layer} ${row} ${column}`;
  }

  /** @param {Item} item */
  #choose(item) {
    this.#items.get(this.#stop)?.element.setAttribute("tabindex", "-1");
    this.#stop = item.name;
    item.element.setAttribute("tabindex", "0");
    this.#host.glass.choose(this.#cell(item));
  }

  /** @param {Item} item @param {KeyboardEvent} event */
  #move(item, event) {
    const { key } = event;
    if (key === "Escape") this.#host.glass.choose();
    else if (key === "Enter" || key === " ") this.#byHand((hand) => hand.enter());
    else if (item.next[key]) this.#items.get(item.next[key])?.element.focus();
    else return;
    event.preventDefault();
  }
}
