// What a model found in its training, at which threshold.

import { el } from "./elements.js";

const WIDTH = 300, HEIGHT = 210, LEFT = 38, BOTTOM = 34, TOP = 10, RIGHT = 18;
/** False positives are few, and what matters is among the fewest: their axis is one of powers of ten. */
const FEWEST = 1e-4;

const percent = share => share > 0 && share < FEWEST ? "less than 0.01%"
  : (100 * share).toLocaleString("en", { maximumSignificantDigits: 2 }) + "%";
const y = share => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
const linear = share => LEFT + share * (WIDTH - LEFT - RIGHT);
const powers = share => linear(1 - Math.log10(Math.max(share, FEWEST)) / Math.log10(FEWEST));

function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Nothing where its file does not tell. */
export function curves(card) {
  const points = card.curve;
  if (!points.length) return [];
  const marks = [["review", card.review], ["block", card.block]]
    .map(([name, from]) => ({ name, point: points.filter(point => point.threshold >= from).at(-1) }))
    .filter(({ point }) => point);
  const said = marks.map(({ name, point }) => name + " finds " + percent(point.recall) + " of the frauds and takes "
    + percent(point.falsePositives) + " of the other payments for one; " + percent(point.precision) + " of what it takes are frauds");
  return [el("h3", {}, "What it finds"),
    el("p", { class: "note" }, "On the last fifth of its training, which it had not seen when this was measured. "
      + said.map(text => text[0].toUpperCase() + text.slice(1) + ".").join(" ")),
    el("div", { class: "curves" },
      chart("Frauds found by false positives", points, point => [powers(point.falsePositives), y(point.recall)], marks,
        [FEWEST, .001, .01, .1, 1].map(share => [powers(share), percent(share)]), "other payments taken for frauds", "found"),
      chart("Precision by frauds found", points, point => [linear(point.recall), y(point.precision)], marks,
        [0, .25, .5, .75, 1].map(share => [linear(share), percent(share)]), "frauds found", "precision")),
    el("details", {}, el("summary", {}, "In numbers"), table(points))];
}

function chart(title, points, place, marks, ticks, across, up) {
  const drawn = svg("svg", { viewBox: "0 0 " + WIDTH + " " + HEIGHT, role: "img", "aria-label": title + "; the numbers stand below" });
  for (const share of [0, .25, .5, .75, 1]) {
    drawn.append(svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(share), y2: y(share) }),
      svg("text", { x: LEFT - 5, y: y(share) + 3.5, "text-anchor": "end" }, percent(share)));
  }
  for (const [x, text] of ticks) {
    drawn.append(svg("line", { class: "grid", x1: x, x2: x, y1: TOP, y2: HEIGHT - BOTTOM }),
      svg("text", { x, y: HEIGHT - BOTTOM + 13, "text-anchor": "middle" }, text));
  }
  drawn.append(svg("text", { x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 5, "text-anchor": "middle" }, across),
    svg("polyline", { class: "curve", points: points.map(point => place(point).join(",")).join(" ") }));
  for (const { name, point } of marks) {
    const [x, at] = place(point);
    const right = x < WIDTH * .6;
    drawn.append(svg("circle", { class: name, cx: x, cy: at, r: 4 }),
      svg("text", { class: name, x: x + (right ? 7 : -7), y: at + (at < HEIGHT / 2 ? 14 : -6), "text-anchor": right ? "start" : "end" },
        name));
  }
  return el("figure", {}, el("figcaption", {}, title + " (" + up + " upwards)"), drawn);
}

/** Some of them, evenly. */
function table(points) {
  const every = Math.max(1, Math.ceil(points.length / 12));
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, ...["From the score", "Frauds found", "Others taken", "Precision"].map(text =>
      el("th", { class: "num", scope: "col" }, text)))),
    el("tbody", {}, ...points.filter((point, place) => place % every === 0 || place === points.length - 1).map(point =>
      el("tr", {}, ...[point.threshold.toFixed(3), percent(point.recall), percent(point.falsePositives), percent(point.precision)]
        .map(text => el("td", { class: "num" }, text)))))));
}
