// What settles something with its gateway, and the cases about it: shown with orders, payouts and disputes.

import { get } from "./api.js";
import { el } from "./elements.js";
import { clock, heading, link, note, problem, status, table } from "./parts.js";
import { rowSentence, sentence } from "./reasons.js";

/** Open is good of a wallet, and is work to do here. */
export const caseStatus = one => status(one.status, one.status === "CLOSED" ? "good" : "warn");

const part = path => get(path).then(page => page.items, failure => failure);

/** What settles it, and its cases; or why one of both can't be told. */
export async function settledOf(id) {
  const [settled, cases] = await Promise.all([
    part("/v1/settled/" + encodeURIComponent(id)),
    part("/v1/cases?" + new URLSearchParams({ itemId: id, limit: "50" }))]);
  return { settled, cases };
}

export const shownSettled = ({ settled, cases }) => [
  heading("Settled with the gateway"), shown(settled, "Not yet.", all => table(["What", "By", "When"], all.map(one => [
    el("code", {}, one.subject), by(one), one.settledAt ? clock(one.settledAt) : "under way"]))),
  heading("Cases"), shown(cases, "None.", all => table(["Case", "Status", "What is wrong"], all.map(one => [
    link(clock(one.openedAt), "cases", one.id), caseStatus(one), el("span", { class: "words" }, reasonOf(one))]))),
];

function shown(all, none, how) {
  if (all instanceof Error) return el("div", { class: "error" }, ...problem(all));
  return all.length ? how(all) : note(none);
}

const reasonOf = one => one.row ? rowSentence(one.reason) : sentence(one.reason);

const by = one => one.caseId ? link("a case's decision", "cases", one.caseId)
  : link("line " + one.line + " of a file", "settlements", one.settlementId, String(one.line));
