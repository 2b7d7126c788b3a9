// The entry: defines <xor-lab>, once however often it is loaded.

import { XorLab } from "./element.js";

if (!customElements.get("xor-lab")) customElements.define("xor-lab", XorLab);

export { XorLab };
