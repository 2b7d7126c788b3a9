// TensorFlow.js on its backend `wasm`.

import { createOn, note } from "../tensorflow.js";

export { note };

/** @param {import("../task.js").Task} task */
export const create = (task) => createOn("wasm", task);
