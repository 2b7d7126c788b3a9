// The entry: defines <xor-lab>, once however often it is loaded.

import { XorLab } from "./element.js";
import { loadLab } from "./lab-loader.js";

if (!customElements.get("xor-lab")) customElements.define("xor-lab", XorLab);

export { XorLab, loadLab };
