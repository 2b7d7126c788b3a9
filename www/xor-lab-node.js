// What Node gets of the element: a server sends its tag, and browsers make it live.

export class XorLab {}

/** @returns {Promise<never>} */
export async function loadLab() {
  throw new Error("The element needs a browser. To train without one: import { Run } from \"xor-lab/headless\"");
}
