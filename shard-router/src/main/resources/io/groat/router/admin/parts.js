// Pieces that several sections are made of.

import { el } from "./elements.js";
import { address, again } from "./place.js";

export const clock = time => new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

const moment = time => new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** What an input of date and time shows for that time. */
export function localTime(time) {
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

const KINDS = new Map([
  ...["COMPLETED", "OPEN", "ACTIVE", "CAPTURED", "CREDITED", "SETTLED", "DONE", "MATCHED", "WON"].map(word => [word, "good"]),
  ...["FAILED", "CANCELLED", "FROZEN", "EXPIRED", "RETURNED", "LOST", "NEEDS_RESPONSE"].map(word => [word, "bad"]),
  ...["HELD", "PENDING", "UNDER_REVIEW", "AUTHORIZED", "PARTIALLY_CAPTURED"].map(word => [word, "warn"]),
  ...["PAID", "RESERVED", "SENDING", "SENT", "STORING", "POSTING", "DECIDED", "MISSING_HERE", "DIFFERS"].map(word => [word, "warn"]),
]);

/** @param kind how it looks, where that is not what the word says by itself */
export const status = (word, kind = KINDS.get(word) ?? "soft") =>
  el("span", { class: "tag " + kind }, word.toLowerCase().replaceAll("_", " "));

export const link = (text, section, ...open) => el("a", { href: address(section, open) }, text);

/** @param pairs names and values; those whose value is not there are left out */
export const facts = pairs => el("dl", { class: "facts" }, ...pairs
  .filter(([, value]) => value !== null && value !== undefined)
  .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));

export const time = at => el("time", { dateTime: at, title: at }, moment(at));

/** @param heads those of numbers begin with # */
export function table(heads, rows) {
  const cell = (kind, value, index) =>
    el(kind, { class: heads[index].startsWith("#") ? "num" : "" }, ...[value ?? "–"].flat());
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, ...heads.map((head, index) => cell("th", head.replace("#", ""), index)))),
    el("tbody", {}, ...rows.map(row => el("tr", {}, ...row.map((value, index) => cell("td", value, index)))))));
}

export const note = text => el("p", { class: "note" }, text);

export const heading = text => el("h3", {}, text);

/** What was refused, as the service words it. */
export function problem(failure) {
  const said = failure.problem ?? {};
  return [
    el("strong", {}, said.title ?? failure.message),
    said.detail && said.title ? el("div", {}, said.detail) : "",
    said.code ? el("div", { class: "code" }, said.code + (said.field ? " · " + said.field : "")) : "",
  ];
}

/** A field with its label before it. */
export function field(label, input, hint) {
  return el("label", { class: "field" }, el("span", {}, label), input, hint ? el("small", { class: "soft" }, hint) : null);
}

export const choices = (properties, all) =>
  el("select", properties, ...all.map(([value, text]) => el("option", { value }, text)));

/** Whether it is an account's id: those end so, and no user's id does. */
export const isAccount = name => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{6}acc001$/i.test(name);

/** A payer or payee, be it a user or an account, as a link to the user; a source of money is nobody's. */
export const party = name =>
  el("strong", {}, name.startsWith("funding:") ? name : link(name, "users", name));

/** The same where there is little room. */
export const shortParty = name => isAccount(name) ? "…" + name.slice(-12) : name;

/** What our ids name ends them: what each is called, and where it is shown. */
const NAMED = new Map([
  ["04de01", ["its order", "orders"]],
  ["9a7001", ["its payout", "payouts"]],
  ["d15901", ["its dispute", "disputes"]],
]);

/** A link to what an id of ours names; null for what is none. */
export function itemLink(id) {
  const found = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{6}([0-9a-f]{6})$/.exec(id);
  const named = found && NAMED.get(found[1]);
  return named ? link(named[0], named[1], id) : null;
}

/** Shows the place anew after a while, as long as that element is there and nobody is being asked anything. */
export function follow(element, millis) {
  setTimeout(() => {
    if (!element.isConnected) return;
    if (document.querySelector("dialog[open]")) follow(element, millis);
    else again();
  }, millis);
}
