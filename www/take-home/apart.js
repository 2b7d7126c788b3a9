// Elements of SVG that are on no page, where their images would be loaded at once: some pages' security policies
// have that reported.

import { svg as shown } from "../dom.js";

const apart = document.implementation.createHTMLDocument("");

/** @type {typeof shown} */
export const svg = (name, attributes, ...children) => apart.adoptNode(shown(name, attributes, ...children));
