// Twenty figures, one set of buttons, and a count of those that have learnt.
{
  /** @typedef {import("../element.js").XorLab} XorLab */

  /** A loss that no network has which answers an input wrongly or not at all. */
  const LEARNT = 0.1;

  const seeds = Array.from({ length: 20 }, (_, seed) => {
    const figure = /** @type {XorLab} */ (document.createElement("xor-lab"));
    for (const [name, value] of [["preset", "corrected"], ["seed", String(seed)], ["views", "surface"], ["transport", "none"]]) {
      figure.setAttribute(name, value);
    }
    figure.setAttribute("aria-label", `Seed ${seed}`);
    const loss = document.createElement("span");
    const caption = document.createElement("figcaption");
    caption.append(`Seed ${seed}`, loss);
    const whole = document.createElement("figure");
    whole.append(figure, caption);
    figure.addEventListener("epoch", () => {
      loss.textContent = `loss ${figure.loss.toFixed(3)}`;
      count();
    });
    return { figure, whole };
  });

  const output = /** @type {HTMLOutputElement} */ (document.querySelector("output"));
  const count = () => {
    const learnt = seeds.filter(({ figure }) => figure.loss < LEARNT).length;
    const furthest = Math.max(...seeds.map(({ figure }) => figure.epoch));
    output.textContent = `epoch ${furthest.toLocaleString("en")}: ${learnt} of ${seeds.length} have learnt it`;
  };

  document.querySelector(".twenty")?.append(...seeds.map(({ whole }) => whole));
  document.querySelector(".bar")?.addEventListener("click", ({ target }) => {
    const what = /** @type {Element} */ (target).getAttribute("data-do");
    if (what !== "play" && what !== "pause" && what !== "reset") return;
    for (const { figure } of seeds) figure.ready.then(() => figure[what]());
  });
}
