// How far the payments of today are from those that a model was trained on.

import { el } from "./elements.js";

const SHOWN = 8;
/** Below the first next to nothing has moved, above the second much has. */
const MARKS = [.1, .25];
/** More than that is no longer told apart by the bars' length. */
const MOST = 1;

const percent = share => (100 * share).toLocaleString("en", { maximumFractionDigits: 1 }) + "%";
const plain = value => value.toLocaleString("en", { maximumSignificantDigits: 4 });

/** @param scores whether the model stands somewhere */
export function drifted(drift, scores) {
  if (!scores && !drift.payments) return [];
  const head = el("h3", {}, "Drift");
  if (!drift.reference) return [head, el("p", { class: "note" }, "Its file does not tell how its training was spread.")];
  if (!drift.payments) return [head, el("p", { class: "note" }, "It has scored no payment within a day.")];
  const all = [...drift.score ? [{ ...drift.score, name: "its score" }] : [], ...drift.features];
  const most = Math.min(MOST, Math.max(.3, ...all.map(one => one.psi)));
  const moved = drift.features.filter(one => one.psi > MARKS[1]).length;
  return [head,
    el("p", {}, drift.payments.toLocaleString("en") + " payments of the last day beside those of its training: "
      + (drift.enough ? (moved ? moved + " of " + drift.features.length + " inputs have moved much." : "no input has moved much.")
        : "too few to say anything by.")),
    el("div", { class: "drift" + (drift.enough ? "" : " few") }, ...all.slice(0, SHOWN + 1).map(one => row(one, most))),
    all.length > SHOWN + 1 ? el("details", {}, el("summary", {}, "All inputs"),
      el("div", { class: "drift" }, ...all.slice(SHOWN + 1).map(one => row(one, most)))) : null,
    el("p", { class: "note" }, "Population stability index: below 0.1 next to nothing, above 0.25 much.")].filter(Boolean);
}

function row(one, most) {
  const bar = el("span", { class: "step " + (one.psi > MARKS[1] ? "much" : one.psi > MARKS[0] ? "some" : "") });
  bar.style.width = Math.min(100, 100 * one.psi / most) + "%";
  const marks = MARKS.map(mark => {
    const line = el("span", { class: "mark" });
    line.style.left = 100 * mark / most + "%";
    return line;
  });
  return el("details", {}, el("summary", {},
    el("span", { class: "what" }, one.name),
    el("span", { class: "way", "aria-hidden": "true" }, bar, ...marks),
    el("span", { class: "num" }, one.psi.toFixed(2))), bins(one.bins));
}

function bins(all) {
  const most = Math.max(...all.flatMap(bin => [bin.expected, bin.actual]));
  const bar = (kind, share) => {
    const drawn = el("span", { class: kind });
    drawn.style.width = 100 * share / most + "%";
    return el("div", { "aria-hidden": "true" }, drawn);
  };
  return el("table", { class: "bins" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Values"), el("th", { "aria-hidden": "true" }),
      el("th", { class: "num", scope: "col" }, "Then"), el("th", { class: "num", scope: "col" }, "Today"))),
    el("tbody", {}, ...all.map((bin, place) => el("tr", {},
      el("td", {}, bin.upTo === null ? "above" : (place ? "up to " : "at most ") + plain(bin.upTo)),
      el("td", { class: "pair" }, bar("then", bin.expected), bar("today", bin.actual)),
      el("td", { class: "num" }, percent(bin.expected)), el("td", { class: "num" }, percent(bin.actual))))));
}
