import { Run } from "xor-lab/headless";
import { losses } from "./losses.js";

onmessage = async () => postMessage(await losses(Run));
