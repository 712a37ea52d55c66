// Rows of a settlement's file: all, those of one outcome, or those from one line on.

import { money } from "./amounts.js";
import { get } from "./api.js";
import { el } from "./elements.js";
import { itemLink, link, note, problem, status, table } from "./parts.js";
import { address } from "./place.js";
import { rowSentence } from "./reasons.js";

const OUTCOMES = ["MATCHED", "MISSING_HERE", "DIFFERS", "DUPLICATE"];
const PAGE = "50";

/** @param part an outcome, or the number of the line to begin at; neither for all */
export async function rowsOf(path, id, part) {
  const query = new URLSearchParams({ limit: PAGE });
  if (OUTCOMES.includes(part)) query.set("outcome", part);
  else if (/^[1-9][0-9]{0,8}$/.test(part ?? "")) query.set("fromLine", part);
  const first = await get(path + "/rows?" + query);
  const body = el("div", { id: "rows" }, ...shown(first.items, part));
  return [choice(id, part), body, more(path, query, first.next, body)];
}

function choice(id, part) {
  const to = (text, ...open) => el("a", { href: address("settlements", [id, ...open]),
    "aria-current": String((open[0] ?? "") === (part ?? "")) }, text);
  return el("p", { class: "choice" }, to("all"), ...OUTCOMES.flatMap(word => [" · ", to(word.toLowerCase().replaceAll("_", " "), word)]),
    isLine(part) ? el("span", { class: "soft" }, " · from line " + part + " on") : null);
}

const isLine = part => part && !OUTCOMES.includes(part);

function shown(rows, part) {
  if (!rows.length) return [note("None.")];
  return [table(["Line", "Outcome", "What", "#Amount", "#Fee and tax", "#Net"], rows.map(row => [
    el("span", { class: String(row.line) === part ? "named" : "", id: "line-" + row.line }, String(row.line)),
    outcome(row),
    [el("div", {}, row.type), el("code", {}, row.providerId), ours(row)],
    money(row.amount, row.currency),
    money(BigInt(row.fee) + BigInt(row.tax), row.currency),
    money(row.net, row.currency)]))];
}

const outcome = row => row.outcome
  ? [status(row.outcome), row.reason ? el("div", { class: "soft" }, rowSentence(row.reason)) : "",
    row.caseId ? el("div", {}, link("its case", "cases", row.caseId)) : ""]
  : el("span", { class: "soft line" }, "to be booked");

/** What the file calls ours leads there where it is one of our ids, and is a text of the file's else. */
function ours(row) {
  if (!row.reference) return "";
  return el("div", { class: "soft" }, itemLink(row.reference) ?? row.reference);
}

function more(path, asked, next, body) {
  let cursor = next;
  const button = el("button", { type: "button", class: "quiet wide", id: "more-rows", hidden: !next, onclick: async () => {
    button.disabled = true;
    try {
      const page = await get(path + "/rows?" + new URLSearchParams({ ...Object.fromEntries(asked), cursor }));
      body.append(...shown(page.items));
      cursor = page.next;
      button.hidden = !cursor;
    } catch (failure) {
      body.append(el("div", { class: "error" }, ...problem(failure)));
    } finally {
      button.disabled = false;
    }
  } }, "Show more");
  return button;
}
