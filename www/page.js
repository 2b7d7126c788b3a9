// The theme of the page: chosen here, kept in this browser, handed to every figure. It runs
// before the first paint, so that a dark page never starts white. And the gallery's buttons.
{
  const KEY = "xor-lab-theme";
  const root = document.documentElement;

  const stored = () => {
    try { return localStorage.getItem(KEY) ?? "auto"; } catch { return "auto"; }
  };

  const apply = (/** @type {string} */ theme) => {
    root.dataset.theme = theme;
    for (const figure of document.querySelectorAll("xor-lab")) figure.setAttribute("theme", theme);
    for (const button of document.querySelectorAll("[data-choose-theme]")) {
      button.setAttribute("aria-pressed", String(button.getAttribute("data-choose-theme") === theme));
    }
  };

  /**
   * What the address points at; a figure's name may be followed by a link. A fragment is any text,
   * and need not be well encoded.
   */
  const target = () => {
    const [fragment] = location.hash.slice(1).split("?");
    try { return document.getElementById(decodeURIComponent(fragment)); } catch { return null; }
  };

  const told = document.createElement("p");
  told.setAttribute("role", "alert");

  /** A link to a moment of a figure that there is not. */
  const checkLink = () => {
    told.remove();
    // Figures without a name of their own are numbered.
    if (!/\?v=/.test(location.hash) || /^#xor-lab-\d+\?/.test(location.hash) || target()) return;
    told.textContent = "The link cannot be opened: this page has no figure of that name.";
    document.querySelector("main")?.prepend(told);
    told.scrollIntoView();
  };

  /** Figures above a chapter grow while they load; a link to the chapter should still lead there. */
  const stayAtChapter = async () => {
    let moved = false;
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(type, () => { moved = true; }, { once: true, passive: true });
    }
    // A figure tells its first epoch when it is drawn for the first time.
    await Promise.all(Array.from(document.querySelectorAll("xor-lab"), (figure) =>
      new Promise((drawn) => figure.addEventListener("epoch", drawn, { once: true }))));
    // A figure that is opened by a link shows what it has to say.
    if (!moved && !location.hash.includes("?")) target()?.scrollIntoView({ behavior: "instant" });
  };

  /**
   * Buttons that give a figure another gradient, and start it again.
   * @param {Element} gallery
   */
  const breaks = (gallery) => {
    const figure = /** @type {import("./element.js").XorLab} */ (document.getElementById(gallery.getAttribute("data-breaks") ?? ""));
    gallery.addEventListener("click", async ({ target }) => {
      const gradient = /** @type {Element} */ (target).closest("[data-gradient]")?.getAttribute("data-gradient");
      if (!gradient) return;
      await figure.ready;
      figure.hyperparameters = /** @type {any} */ ({ gradient });
      figure.reset();
      figure.play();
    });
    figure.addEventListener("change", () => {
      for (const button of gallery.children) {
        button.setAttribute("aria-pressed", String(button.getAttribute("data-gradient") === figure.hyperparameters.gradient));
      }
    });
  };

  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const themes = document.querySelector(".themes");
    themes?.removeAttribute("hidden");
    themes?.addEventListener("click", (event) => {
      const theme = /** @type {Element} */ (event.target).getAttribute("data-choose-theme");
      if (!theme) return;
      try { localStorage.setItem(KEY, theme); } catch { /* the choice lasts as long as the page */ }
      apply(theme);
    });
    apply(stored());
    for (const gallery of document.querySelectorAll("[data-breaks]")) breaks(gallery);
    checkLink();
    addEventListener("hashchange", checkLink);
    stayAtChapter();
  });
}
