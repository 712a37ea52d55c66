// The sections of a case, each from what the service says about it.

import { money } from "./amounts.js";
import { el } from "./elements.js";
import { ago, clock, percent } from "./words.js";

/** Seconds: what a payer has who was never topped up. */
const MONTH = 2592000;

export function reasons(all) {
  if (!all.length) return el("p", { class: "note" }, "No rule spoke.");
  return el("ul", { class: "reasons" }, ...all.map(reason => {
    const filled = el("span");
    filled.style.width = percent(Math.min(1, Math.abs(reason.contribution)));
    return el("li", {}, el("div", { class: "meter", "aria-hidden": "true" }, filled),
      el("div", {}, reason.text + " ", el("span", { class: "code num" }, reason.code + " "
        + (reason.contribution < 0 ? "" : "+") + reason.contribution.toFixed(2))));
  }));
}

export function facts(features, risk) {
  if (!features) return el("p", { class: "note" }, "Its features are no longer stored.");
  const number = name => features[name] ?? 0;
  const plain = value => value.toLocaleString("en", { maximumFractionDigits: 2 });
  const paidBefore = number("payer.count.30d") > 0;
  const rows = [
    ["account's age", plain(number("payer.accountAgeDays")) + " d"],
    ["share of the balance", percent(number("payment.balanceShare"))],
    ["against the usual amount", paidBefore ? plain(number("payer.amountToMedian")) + "×" : "–"],
    ["first to this payee", number("payer.firstToPayee") ? "yes" : "no"],
    ["payments 1 h, 24 h, 30 d", ["1h", "24h", "30d"].map(w => number("payer.count." + w)).join(", ")],
    ["payees in 24 h", number("payer.payees.24h")],
    ["failures in 24 h", number("payer.failures.24h")],
    ["at this hour before", paidBefore ? percent(number("payer.hourShare")) : "–"],
    ["payers to the payee in 24 h", number("payee.payers.24h")],
    ["payee passes on within 1 h", percent(number("payee.passThrough1h"))],
    ["payee gives back in 30 d", percent(number("payee.refundRate30d"))],
    ["payee captures after, 30 d", number("payee.captureDelayHours30d")
      ? plain(number("payee.captureDelayHours30d")) + " h" : "–"],
    ...topUps(number, plain),
    ["reviewed / blocked in 30 d", risk.asPayer.reviewed + " / " + risk.asPayer.blocked],
  ];
  return el("dl", { class: "facts" },
    ...rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, String(value)))));
}

/** What is known of money that came in from outside; nothing for whoever was never topped up so. */
function topUps(number, plain) {
  const age = seconds => seconds < 7200 ? plain(Math.round(seconds / 60)) + " min"
    : seconds < 172800 ? plain(Math.round(seconds / 3600)) + " h" : plain(Math.round(seconds / 86400)) + " d";
  const first = number("payer.secondsSinceFirstTopUp"), failures = number("payer.topUpFailures24h");
  const came = first > 0 && first !== MONTH;
  return [
    ...came ? [["topped up, first / last", age(first) + " / " + age(number("payer.secondsSinceTopUp")) + " ago"],
      ["newest card or account known for", age(number("payer.instrumentAgeDays") * 86400)],
      ["of top-ups of 1 h goes out", percent(number("payer.topUpShareOut1h"))]] : [],
    ...came || failures ? [["failed top-ups in 24 h", failures]] : [],
  ];
}

export function days(all) {
  if (all.length < 2) return null;
  const most = Math.max(...all.map(day => day.payments));
  return el("div", { class: "days", role: "img", "aria-label": "Payments by day, the highest " + most },
    ...all.map(day => {
      const bar = el("span", { title: day.day + ": " + day.payments + " payments, highest score " + day.maxScore });
      bar.style.height = (100 * day.payments / most) + "%";
      return bar;
    }));
}

function table(heads, rows) {
  const cell = (kind, value, index) => el(kind, { class: heads[index].startsWith("#") ? "num" : "" }, value);
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, ...heads.map((head, index) => cell("th", head.replace("#", ""), index)))),
    el("tbody", {}, ...rows.map(row => el("tr", {}, ...row.map((value, index) => cell("td", value, index)))))));
}

export function payments(all, current) {
  if (!all.length) return el("p", { class: "note" }, "None.");
  return table(["When", "To", "#Amount", "#Score", "Decision"], all.map(line => [
    ago(line.paidAt) + (line.paymentId === current ? " (this)" : ""), line.payee ?? "–",
    money(line.amount, line.currency), line.score.toFixed(2), line.decision]));
}

export function parties(all) {
  if (!all.length) return el("p", { class: "note" }, "Nobody.");
  return table(["Payee", "#Payments", "#Highest score", "#Reviewed", "#Blocked"], all.slice(0, 8).map(party => [
    party.user, String(party.payments), party.maxScore.toFixed(2), String(party.reviewed), String(party.blocked)]));
}

export function said(answer) {
  if (!answer) return null;
  const own = answer.label === "payer-confirmed";
  return el("span", { class: "tag " + (own ? "good" : "bad") }, own ? "payer: it was me" : "payer: not me");
}

export function history(all) {
  return el("ul", { class: "history" }, ...all.map(line => el("li", {},
    el("span", { class: "soft" }, clock(line.at) + " · "), line.who + " · " + line.action
      + (line.outcome ? ": " + line.outcome : "") + (line.label ? " (" + line.label + ")" : ""),
    line.note ? el("div", {}, line.note) : null)));
}

export function allFeatures(features) {
  return el("dl", { class: "facts" }, ...Object.entries(features ?? {}).map(([name, value]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, value.toLocaleString("en", { maximumFractionDigits: 4 })))));
}
