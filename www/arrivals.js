// What comes to a figure from outside: a link in the page's address, what is dropped or pasted.

/**
 * The name of a figure in links: its id, or which of the page's figures it is.
 * @param {import("./element.js").XorLab} figure
 * @returns {string}
 */
export function nameOf(figure) {
  if (figure.id) return figure.id;
  return figure.getRootNode() === document ? `xor-lab-${[...document.querySelectorAll("xor-lab")].indexOf(figure) + 1}` : "";
}

/**
 * What the page's address says to the figure of this name, after it: `#name?v=1&…`.
 * @param {string} wanted
 */
export function linkTo(wanted) {
  const [name, link] = location.hash.slice(1).split("?");
  // Some programs encode more of it than others. It is any text, and need not be well encoded.
  try { return wanted && decodeURIComponent(name) === wanted ? link : undefined; } catch { /* no figure's name */ }
}

/** Any other text that happens to be pasted is meant for something else. */
const KNOWN = /^\s*[[{"\d.-]|\bv=|x1/;

/**
 * The file or the text that is dropped or pasted, but not into a field. It is a figure's from now on.
 * @param {any} event
 * @param {Element | null | undefined} focused
 * @returns {string | File | undefined} nothing while it is only held over the figure
 */
export function broughtBy(event, focused) {
  const data = event.dataTransfer ?? event.clipboardData;
  const what = data.files[0] ?? data.getData("text");
  const pasted = event.type === "paste";
  if (pasted && typeof what === "string" && !KNOWN.test(what)) return;
  const place = pasted ? focused : event.target;
  if (place?.matches("input:not([type=range]), textarea")) return;
  event.preventDefault();
  return event.type === "dragover" ? undefined : what;
}
