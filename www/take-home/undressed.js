// A panel without what only works on a page, for as long as its picture is taken.

import { sheetFor } from "../dom.js";

/**
 * Nothing of it is ever seen: it all happens before the page is drawn again.
 * @param {HTMLElement} panel
 * @param {() => void} work
 */
export function undressed(panel, work) {
  const root = /** @type {ShadowRoot} */ (panel.getRootNode());
  const scrolled = Array.from(panel.querySelectorAll("*"), (element) => ({ element, left: element.scrollLeft, top: element.scrollTop }))
    .filter(({ left, top }) => left || top);
  const sheet = sheetFor(root.ownerDocument);
  sheet.replaceSync(rules(panel.getBoundingClientRect().height));
  panel.classList.add("pictured");
  root.adoptedStyleSheets.push(sheet);
  try {
    work();
  } finally {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    panel.classList.remove("pictured");
    for (const { element, left, top } of scrolled) element.scrollTo({ left, top, behavior: "instant" });
  }
}

/**
 * What is there to be used goes, what can be scrolled shows all of itself, and nothing is far away.
 * @param {number} height of the panel: a page that got shorter might scroll
 */
const rules = (height) => `
  .pictured { min-height: ${height}px; }
  .pictured :is(.tools > :not(.edited), .hand, [role="slider"], .button:not([aria-pressed="true"]),
    .walk:has(> [hidden]), .explained:not(:has(> .formula:not([hidden])))) { display: none !important; }
  .pictured :is(.scroll, .across, .matrices, .formula, .data, .explained) { overflow: visible !important; max-height: none !important; }
  .pictured :is(.layer, .matrices, .matrix) { min-width: min-content !important; }
  .pictured.glass-box-panel { grid-template-columns: minmax(min-content, 1fr) 20rem !important; }
  .pictured .explained { position: static !important; }
  .pictured .net { margin: 0 !important; }
  .pictured summary { list-style: none; }
  :where(.pictured) :focus-visible { outline: 0; }
`;
