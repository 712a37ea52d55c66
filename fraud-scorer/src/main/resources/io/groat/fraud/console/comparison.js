// What was decided beside what a model in the shadow would have decided.

import { get } from "./api.js";
import { el, fill } from "./elements.js";

const DECISIONS = ["allow", "review", "block"];
const whole = value => value.toLocaleString("en");
const share = value => value === null ? "–" : (100 * value).toLocaleString("en", { maximumFractionDigits: 1 }) + "%";

/** Its heading, the choice of a span, and what is read for it. */
export function compared(version) {
  const shown = el("div", { id: "comparison", "aria-live": "polite" });
  const days = el("select", { "aria-label": "Days", id: "days" }, ...[1, 7, 31].map(many =>
    el("option", { value: String(many), selected: many === 7 }, many === 1 ? "the last day" : "the last " + many + " days")));
  const read = async () => {
    const wanted = days.value;
    try {
      const answer = await get("/v1/models/comparison?shadow=" + version + "&days=" + wanted);
      if (days.value === wanted) fill(shown, ...picture(answer));
    } catch (failure) {
      if (days.value === wanted) fill(shown, el("p", { class: "error" }, failure.message));
    }
  };
  days.addEventListener("change", read);
  read();
  return [el("h3", {}, "In the shadow"), el("p", { class: "filters bare" }, el("label", {}, "Of ", days)), shown];
}

function picture(answer) {
  if (!answer.payments) return [el("p", { class: "note" }, "In that time it has looked at no payment.")];
  return [el("p", {}, sentence(answer)), table(answer), ...labelled(answer.labelled)];
}

function more(inForce, byShadow, what) {
  const by = byShadow - inForce;
  const number = Math.abs(by).toLocaleString("en", { maximumFractionDigits: Math.abs(by) < 10 ? 1 : 0 });
  return number === "0" ? "as many " + what : number + (by > 0 ? " more " : " fewer ") + what;
}

function sentence({ payments, agreed, decidedBy, aDay }) {
  const by = decidedBy.map(one => (one.version ? "version " + one.version : "rules alone")
    + (decidedBy.length > 1 ? " (" + whole(one.payments) + ")" : "")).join(", ");
  return "Of " + whole(payments) + (payments === 1 ? " payment" : " payments") + " that " + by + " decided, it would have decided "
    + share(agreed / payments) + " alike. In its place there would be " + more(aDay.reviewsInForce, aDay.reviewsByShadow, "reviews")
    + " and " + more(aDay.blocksInForce, aDay.blocksByShadow, "blocks") + " a day.";
}

/** Both agree on the diagonal. */
function table({ agreement }) {
  const most = Math.max(1, ...agreement.flatMap(row => DECISIONS.filter(one => one !== row.decided).map(one => row.byShadow[one])));
  const cell = (row, decision) => {
    const many = row.byShadow[decision];
    const found = el("td", { class: "num" + (row.decided === decision ? " agree" : many ? " differ" : "") }, whole(many));
    if (row.decided !== decision) found.style.setProperty("--much", 12 + 38 * many / most + "%");
    return found;
  };
  return el("div", { class: "scroll" }, el("table", { class: "agreement" },
    el("caption", { class: "note" }, "Payments by what was decided (rows) and by what it would have decided (columns)"),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Decided"),
      ...DECISIONS.map(one => el("th", { class: "num", scope: "col" }, one)))),
    el("tbody", {}, ...agreement.map(row => el("tr", {}, el("th", { scope: "row" }, row.decided),
      ...DECISIONS.map(decision => cell(row, decision)))))));
}

function labelled({ frauds, others, complete, inForce, byShadow }) {
  if (!frauds && !others) return [el("p", { class: "note" }, "Of none of these it is known yet what they were.")];
  const row = (name, side) => el("tr", {}, el("th", { scope: "row" }, name),
    ...[whole(side.frauds.review + side.frauds.block), whole(side.frauds.allow), whole(side.others.review + side.others.block),
      share(side.precision), share(side.recall)].map(text => el("td", { class: "num" }, text)));
  return [el("div", { class: "scroll" }, el("table", { class: "judged" },
    el("caption", { class: "note" }, "Of " + whole(frauds) + (frauds === 1 ? " known fraud and " : " known frauds and ") + whole(others)
      + (others === 1 ? " payment known to be none" : " payments known to be none")
      + (complete ? "" : ", those of the latest days")),
    el("thead", {}, el("tr", {}, ...["", "Frauds stopped", "Missed", "Others stopped", "Precision", "Recall"].map((text, place) =>
      el("th", { class: place ? "num" : "", scope: "col" }, text)))),
    el("tbody", {}, row("in force", inForce), row("in the shadow", byShadow)))),
  el("p", { class: "note" }, "What is known is mostly of payments that were stopped: it says more of what it would let go than of"
    + " what it would find.")];
}
