// What moved a model's score, as a picture: a bar for each step from what is expected of any payment to the score.

import { el } from "./elements.js";

const ROLES = {
  champion: version => "Model " + version,
  shadow: version => "Model " + version + ", in the shadow: it decided nothing",
};

/** With its sign, as a minus that is one. */
const signed = moved => (moved < 0 ? "−" : "+") + Math.abs(moved).toFixed(2);

/** One model's, or why there is none; the shadow's where no other model looked at the payment. */
export function explained(explanation) {
  const shown = explanation?.models.find(model => model.role === "champion") ?? explanation?.models[0];
  if (!shown) return [];
  return [el("h3", {}, "What the model saw"),
    shown.moved ? picture(shown) : el("p", { class: "note" }, ROLES[shown.role](shown.version) + ". " + shown.missing)];
}

/** Each step from where the one before has led. */
function steps({ score, moved }) {
  const all = [{ kind: "whole", from: 0, to: moved.expected, text: "Expected of any payment", number: moved.expected.toFixed(2) }];
  let at = moved.expected;
  const add = (text, by) => {
    all.push({ kind: by < 0 ? "down" : "up", from: at, to: at + by, text, number: signed(by) });
    at += by;
  };
  moved.moves.forEach(move => add(move.text, move.contribution));
  if (Math.abs(moved.rest) >= .005) add("all other features", moved.rest);
  all.push({ kind: "whole", from: 0, to: score, text: "Score", number: score.toFixed(2) });
  return all;
}

function picture(model) {
  const all = steps(model);
  const low = Math.min(0, ...all.map(step => step.to));
  const high = Math.max(.05, ...all.map(step => step.to));
  const place = value => 100 * (value - low) / (high - low);
  const marks = [["review", model.moved.review], ["block", model.moved.block]].filter(([, value]) => value > low && value <= high);
  return el("figure", { class: "moves" },
    el("figcaption", { class: "note" }, sentence(model)),
    el("ol", {}, ...all.map(step => row(step, place, marks))),
    marks.length ? el("p", { class: "marks note", "aria-hidden": "true" }, ...marks.map(([name, value]) =>
      el("span", { class: name }, name + " from " + value.toFixed(2)))) : null);
}

function sentence({ role, version, score, moved }) {
  const from = value => value > 1 ? "never" : "from " + value.toFixed(2) + " on";
  return ROLES[role](version) + ". It expects a fraud of any payment with a probability of " + moved.expected.toFixed(2)
    + ", and of this one with " + score.toFixed(2) + "; by itself it has payments reviewed " + from(moved.review) + " and blocked "
    + from(moved.block) + ".";
}

/** Its words and number say all that the bar shows. */
function row(step, place, marks) {
  const bar = el("span", { class: "step " + step.kind });
  const from = Math.min(place(step.from), place(step.to)), width = Math.abs(place(step.to) - place(step.from));
  bar.style.left = from + "%";
  bar.style.width = width + "%";
  const lines = marks.map(([name, value]) => {
    const line = el("span", { class: "mark " + name });
    line.style.left = place(value) + "%";
    return line;
  });
  return el("li", { class: step.kind },
    el("span", { class: "what" }, step.text),
    el("span", { class: "way", "aria-hidden": "true" }, bar, ...lines),
    el("span", { class: "num" }, step.number));
}
