// What a figure needs only once somebody reaches for it (interaction.js): asked for then, once for
// the whole page. The bundle has modules of its own: none shares its variables with the element's.

/** @typedef {typeof import("./interaction.js")} Interaction */

/** What a reader is told where what is loaded later does not come. */
export const MISSING = "What this needs did not load. Check the connection and try it again; if that does not help, load the page again.";

/** Undefined until it is there. @type {Interaction | undefined} */
export let interaction;

/** @type {Promise<Interaction> | undefined} */
let asked;

/**
 * A failed load is not remembered: the next call tries again. (Browsers older than 2026 may
 * remember it themselves, until the page is loaded again.)
 * @returns {Promise<Interaction>}
 */
export function loadInteraction() {
  asked ??= import("./interaction.js").then((loaded) => interaction = loaded, (error) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

/**
 * Does it at once or, where it is on its way, as soon as it is there.
 * @param {(interaction: Interaction) => void} work
 */
export function withInteraction(work) {
  if (interaction) work(interaction);
  else asked?.then(work, () => {});
}
