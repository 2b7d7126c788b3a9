// The page of one figure, for a frame: the fragment of the address is the figure's attributes, as a
// query, and the page around the frame is told how high the figure is.
{
  const figure = /** @type {HTMLElement} */ (document.querySelector("xor-lab"));
  const notice = /** @type {HTMLElement} */ (document.querySelector(".notice"));

  /**
   * What the address asks for. A link to a moment may be there as it is, on its own or as the last of
   * the attributes, with any page and figure before it.
   */
  const attributes = () => {
    const fragment = location.hash.slice(1);
    const [, before, link] = /^(.*?)((?:(?<=^|[?=])v=\d).*)$/s.exec(fragment) ?? [];
    if (link === undefined) return new URLSearchParams(fragment);
    const [others, ...href] = before.split(/(?:^|&)href=/);
    const wanted = new URLSearchParams(href.length > 0 ? others : "");
    wanted.set("href", link);
    return wanted;
  };

  /** @param {string[]} known attributes */
  const read = (known) => {
    const wanted = attributes();
    for (const name of known) {
      const value = wanted.get(name);
      if (value === null) figure.removeAttribute(name);
      else figure.setAttribute(name, value);
    }
    const strange = [...wanted.keys()].filter((name) => !known.includes(name));
    notice.hidden = strange.length === 0;
    notice.textContent = notice.hidden ? "" : `The address asks for ${strange.join(", ")}. A figure has ${known.join(", ")}.`;
  };

  customElements.whenDefined("xor-lab").then((XorLab) => {
    const { observedAttributes } = /** @type {typeof import("./element.js").XorLab} */ (XorLab);
    // An address should not restyle the page.
    const known = observedAttributes.filter((name) => name !== "class" && name !== "style");
    // The address keeps the attributes, and the link is one more of them.
    /** @type {import("./element.js").XorLab} */ (figure).addressOf = (link) => {
      const [page] = location.href.split("#");
      const wanted = attributes();
      for (const name of ["href", "views"]) wanted.delete(name);
      return `${page}#${wanted.size > 0 ? `${wanted}&` : ""}href=${encodeURIComponent(link)}`;
    };
    read(known);
    addEventListener("hashchange", () => read(known));
  });

  if (parent !== window) {
    new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      // Anybody may know it.
      parent.postMessage({ type: "xor-lab:height", height }, "*");
    }).observe(document.body);
  }
}
