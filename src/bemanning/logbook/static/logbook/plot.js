// Expected beside experienced over time, as a quiet picture. The table beside it says the same in figures.

import { dateWords, word } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 240;
const MARGIN = { left: 38, right: 14, top: 14, bottom: 30 };

/** @param {string} tag @param {Record<string, any>} attributes @param {string} [text] */
function shape(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text) element.textContent = text;
  return element;
}

/** @param {{at: string, what: string, expected: number, experienced: number}[]} found @param {number} width pixels
 * @returns {SVGElement} */
export function plot(found, width) {
  const svg = shape("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, class: "plot", role: "img", "aria-labelledby": "plot-is" });
  svg.append(shape("title", { id: "plot-is" }, word("plot_says", { count: found.length })));
  const room = width - MARGIN.left - MARGIN.right;
  const x = (at) => MARGIN.left + (found.length === 1 ? room / 2 : (room * at) / (found.length - 1));
  const y = (value) => MARGIN.top + ((HEIGHT - MARGIN.top - MARGIN.bottom) * (100 - value)) / 100;
  for (const value of [0, 50, 100]) {
    svg.append(shape("line", { x1: MARGIN.left, x2: width - MARGIN.right, y1: y(value), y2: y(value), class: "grid" }));
    svg.append(shape("text", { x: MARGIN.left - 8, y: y(value) + 4, class: "figure" }, String(value)));
  }
  const ends = [...new Set([0, found.length - 1])];
  for (const at of ends) {
    const side = ends.length === 1 ? "middle" : at === 0 ? "start" : "end";
    const words = dateWords(found[at].at, "short");
    svg.append(shape("text", { x: x(at), y: HEIGHT - 8, class: "day", "text-anchor": side }, words));
  }
  for (const name of ["expected", "experienced"]) {
    const points = found.map((one, at) => [x(at), y(one[name])]);
    svg.append(shape("polyline", { points: points.map((point) => point.join(",")).join(" "), class: `line ${name}` }));
    for (const [cx, cy] of points) svg.append(shape("circle", { cx, cy, r: 5, class: `point ${name}` }));
  }
  return /** @type {SVGElement} */ (svg);
}
