// The entry for training without a page: in a browser, in a worker, in Node (by headless-node.js).

import { Run, load } from "./run.js";

export { Run, load };
