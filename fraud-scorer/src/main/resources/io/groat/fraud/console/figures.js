// The queue in figures, and whether they are live.

import { $, el } from "./elements.js";
import { percent, span } from "./words.js";

export function showLive(on) {
  $("live").className = "live " + (on ? "on" : "off");
  $("live").textContent = on ? "live" : "not live, trying again";
}

export function showFigures(figures) {
  const pair = (name, value, kind) => el("div", {}, el("dt", {}, name), el("dd", { class: kind || "" }, String(value)));
  $("figures").replaceChildren(
    pair("open", figures.open),
    pair("claimed", figures.claimed),
    pair("overdue", figures.overdue, figures.overdue ? "bad" : ""),
    pair("at stake", figures.expectedLoss.toLocaleString("en", { maximumFractionDigits: 0 })),
    pair("oldest", figures.oldest ? span(Date.now() - Date.parse(figures.oldest)) : "–"),
    pair("in time", percent(figures.inTime)));
}
