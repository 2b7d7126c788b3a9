// The panel under a figure's player: a link to this moment, what can be saved, and what can be
// brought back.

import { el, offer, setText } from "../dom.js";
import { count } from "../format.js";

/** @typedef {import("../take-home.js").TakeHome} TakeHome */

export class Panel {
  element;
  #home;
  #desk;
  #link;
  #brought;
  #done = el("p", { class: "done", role: "status" });
  #refusal = el("p", { class: "refusal", role: "alert", hidden: true });
  #first;
  #ways;
  #view = el("select", { "aria-label": "Picture of" });
  /** The button that had the focus before. @type {HTMLElement | null | undefined} */
  #opener;

  /**
   * @param {TakeHome} home
   * @param {import("../take-home.js").Desk} desk
   */
  constructor(home, desk) {
    this.#home = home;
    this.#desk = desk;
    const button = (/** @type {string} */ label, /** @type {() => unknown} */ work) =>
      el("button", { type: "button", class: "button", onclick: (/** @type {MouseEvent} */ { currentTarget }) => this.#attempt(work, currentTarget) }, label);
    const group = (/** @type {string} */ name, /** @type {string} */ title, /** @type {import("../dom.js").Child[]} */ ...children) =>
      el("fieldset", { class: name }, el("legend", {}, title), ...children);
    this.#link = el("input", { type: "text", readonly: true, "aria-label": "Link to this moment", onfocus: () => {
      this.#follow();
      this.#link.select();
    } });
    this.#brought = el("textarea", { rows: 4, spellcheck: "false", "aria-label": "What to open: a link, JSON or CSV",
      placeholder: "x1,x2,y\n0,0,0\n0,1,1" });
    const file = el("input", { type: "file", hidden: true, onchange: () => {
      const [chosen] = file.files ?? [];
      if (chosen) this.#attempt(() => home.bring(chosen), file);
      file.value = "";
    } });
    const copy = button("Copy link", () => this.#share());
    this.#ways = [button("Back to the run before", () => home.takeBack()), button("Forward again", () => home.openAgain())];
    const script = button("NumPy script", () => this.#save("py", "text/x-python", home.script()));
    this.#first = { share: copy, save: script };
    this.element = el("section", { class: "home", "aria-label": "Share and take home", hidden: true,
      onkeydown: (/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") this.#close(); } },
      el("div", { class: "title" }, "Share and take home",
        el("button", { type: "button", class: "tool", onclick: () => this.#close() }, "close")),
      el("div", { class: "groups" },
        group("link", "Link to this moment", el("div", { class: "offers" }, this.#link, copy),
          el("p", { class: "hint" }, location.protocol === "file:"
            ? "This page is a file of yours, which nobody else has. But what begins with v= can be opened in any figure of XOR Lab: it has this very run at this very epoch."
            : "Whoever opens it has this very run at this very epoch, changes and all.")),
        group("code", "Redo it in Python", el("div", { class: "offers" }, script,
          button("Jupyter notebook", () => this.#save("ipynb", "application/x-ipynb+json", home.notebook()))),
          el("p", { class: "hint" }, "The whole run in plain NumPy: it ends by checking its loss against the one here.")),
        group("numbers", "Numbers", el("div", { class: "offers" },
          button("Losses (CSV)", () => this.#save("csv", "text/csv", home.losses(), "losses")),
          button("Weights (JSON)", () => this.#saveJson(home.weights(), "weights")),
          button("State (JSON)", () => this.#saveJson(home.state(), "state")))),
        this.#pictures(group, button),
        group("back", "Bring back", this.#brought, el("div", { class: "offers" },
          button("Open", () => home.open(this.#brought.value)),
          el("button", { type: "button", class: "button", onclick: () => file.click() }, "Choose a file…"), file, ...this.#ways),
          el("p", { class: "hint" }, "A link, a state, weights, or your own points as CSV: x1, x2, y a line. Files can also be dropped on the figure."))));
  }

  /** After another run was put into the place of the one here, and when it is where it goes. */
  opened() {
    offer(this.#ways, [this.#home.canTakeBack, this.#home.canOpenAgain]);
    if (this.#link.value) this.#follow();
  }

  /** What pictures there are, now. */
  listPictures() {
    const chosen = this.#view.value;
    this.#view.replaceChildren(...this.#home.pictures().map(({ name, title }) => el("option", { value: name, selected: name === chosen }, title)));
  }

  /** @param {"share" | "save"} part */
  show(part) {
    this.opened();
    const { shadowRoot } = this.#desk.element;
    if (this.element.hidden) this.#opener = shadowRoot?.activeElement?.closest("button");
    this.#opener?.setAttribute("aria-expanded", "true");
    this.element.hidden = false;
    this.#say("");
    this.listPictures();
    const first = this.#first[part];
    first.focus({ preventScroll: true });
    this.#attempt(() => part === "share" ? this.#share() : this.#follow(), first);
    first.closest("fieldset")?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {(name: string, title: string, ...children: import("../dom.js").Child[]) => HTMLElement} group
   * @param {(label: string, work: () => unknown) => HTMLElement} button
   */
  #pictures(group, button) {
    const view = this.#view;
    return group("pictures", "Picture", el("div", { class: "offers" }, view,
      button("SVG", () => this.#save("svg", "image/svg+xml", this.#home.svg(view.value), view.value)),
      button("PNG", async () => this.#download(await this.#home.png(view.value), this.#name("png", view.value)))));
  }

  /** Has the link lead to where the run is; there is none to a figure without a name. */
  #follow() {
    try { this.#link.value = this.#home.address(); } catch { this.#link.value = ""; }
  }

  async #share() {
    const address = this.#home.address();
    this.#link.value = address;
    try { history.replaceState(history.state, "", address); } catch { /* in a page that may not change its address */ }
    const where = `epoch ${count(this.#home.moment().at[0])}`;
    try {
      await navigator.clipboard.writeText(address);
      // In a frame, the reader sees another address.
      return `A link to ${where} is on the clipboard${parent === window ? " and in the address" : ""}.`;
    } catch {
      this.#link.select();
      return `A link to ${where} is in the field, to be copied.`;
    }
  }

  /**
   * @param {string} kind
   * @param {string} type
   * @param {string} text
   * @param {string} [what]
   */
  #save(kind, type, text, what = "run") {
    return this.#download(new Blob([text], { type }), this.#name(kind, what));
  }

  /** @param {object} data @param {string} what */
  #saveJson(data, what) {
    // To the last bit: by itself, JSON.stringify forgets the sign of −0.
    const text = JSON.stringify(data, (_, value) => Object.is(value, -0) ? "-0" : value, 1).replaceAll('"-0"', "-0");
    return this.#save("json", "application/json", `${text}\n`, what);
  }

  /** @param {string} kind @param {string} what */
  #name(kind, what) {
    const [epoch, step] = this.#home.moment().at;
    return `xor-lab-${what}-epoch-${epoch}${step ? `-step-${step}` : ""}.${kind}`;
  }

  /** @param {Blob} blob @param {string} name */
  #download(blob, name) {
    const href = URL.createObjectURL(blob);
    el("a", { href, download: name }).click();
    // A download that has just begun still needs it.
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    // Whether it may, only the browser knows.
    return `Saving ${name}.`;
  }

  /**
   * @param {() => unknown} work whose text is told, or why it failed
   * @param {EventTarget | null} from where: it is told there
   */
  async #attempt(work, from) {
    /** @type {Element} */ (from).closest("fieldset")?.append(this.#refusal, this.#done);
    this.#say("");
    // Who listens hears what changes in a place that was there before.
    await new Promise(requestAnimationFrame);
    try {
      this.#say(String(await work() ?? ""));
    } catch (error) {
      this.#say("", /** @type {Error} */ (error).message);
    }
  }

  /** @param {string} done @param {string} [refusal] */
  #say(done, refusal = "") {
    setText(this.#done, done);
    setText(this.#refusal, refusal);
    this.#refusal.hidden = refusal === "";
  }

  #close() {
    this.element.hidden = true;
    this.#opener?.setAttribute("aria-expanded", "false");
    this.#opener?.focus();
  }
}
