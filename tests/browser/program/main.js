import "xor-lab";
import { Run } from "xor-lab/headless";
import { losses } from "./losses.js";

const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });

globalThis.inPage = () => losses(Run);
globalThis.inWorker = () => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = reject;
  worker.postMessage(null);
});
