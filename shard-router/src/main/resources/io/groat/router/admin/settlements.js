// Settlements: gateways' files of what they have paid out, and what became of their rows.

import { money } from "./amounts.js";
import { get } from "./api.js";
import { el } from "./elements.js";
import { filters, line } from "./list.js";
import { clock, facts, follow, heading, note, status, table, time } from "./parts.js";
import { address } from "./place.js";
import { rowsOf } from "./settlement-rows.js";
import { transit } from "./transit.js";
import { upload } from "./upload.js";

const STATUSES = ["STORING", "POSTING", "DONE", "FAILED"];
const UNDER_WAY = ["STORING", "POSTING"];
/** In the place of an id. */
const NEW = "+";
const TRANSIT = "transit";
const LOOK_AGAIN = 1500;

export const settlements = {
  name: "settlements",
  path: "/v1/settlements",
  none: "No settlements.",
  hint: "Choose a settlement, bring a file, or look at what gateways have of ours.",

  above: asked => [
    el("p", { class: "filters inline" },
      el("a", { class: "button", id: "upload", href: address("settlements", [NEW]) }, "Bring a file"),
      el("a", { class: "button", id: "transit", href: address("settlements", [TRANSIT]) }, "Transit report")),
    filters(settlements, [
      { name: "gateway", label: "Gateway", type: "text" },
      { name: "status", label: "Status", words: STATUSES },
    ], asked)],

  query: asked => asked,

  key: one => one.id,

  row: one => line(one.name ?? one.sha256.slice(0, 16), one.rows + (one.rows === 1 ? " row" : " rows"),
    [status(one.status), " " + one.gateway], clock(one.createdAt)),

  async show([id, part]) {
    if (id === NEW) return upload();
    if (id === TRANSIT) return transit();
    const path = "/v1/settlements/" + encodeURIComponent(id);
    const [one, rows] = await Promise.all([get(path), rowsOf(path, id, part)]);
    return sections(one, rows);
  },
};

function sections(one, rows) {
  const shown = [
    el("div", { class: "head" }, el("span", { class: "sum" }, one.name ?? "File without a name"), status(one.status),
      el("span", { class: "soft" }, one.gateway)),
    UNDER_WAY.includes(one.status) ? progress(one) : null,
    one.faults ? el("div", { class: "error" }, el("strong", {}, "It can't be read; nothing of it is booked."),
      el("ul", { class: "faults" }, ...one.faults.map(fault => el("li", {}, fault)))) : null,
    facts([
      ["rows", String(one.rows)],
      ["bytes", one.size.toLocaleString("en")],
      ["columns of", one.shape],
      ["brought", time(one.createdAt)],
      ["by", one.takenBy],
      ["ended", one.endedAt && time(one.endedAt)],
    ]),
    heading("What became of its rows"), outcomes(one),
    heading("Bank transfers"), transfers(one.transfers ?? []),
    heading("Rows"), ...rows,
    note("Settlement " + one.id),
    note("SHA-256 " + one.sha256),
  ];
  if (UNDER_WAY.includes(one.status)) follow(shown[0], LOOK_AGAIN);
  return shown;
}

function progress(one) {
  const done = (one.outcomes ?? []).filter(sum => sum.outcome).reduce((count, sum) => count + sum.rows, 0);
  return el("div", { class: "progress" },
    el("progress", { id: "booked", max: Math.max(one.rows, 1), value: done, "aria-label": "Rows that are booked" }),
    el("span", { class: "soft" }, one.status === "STORING" ? "Its rows are written down."
      : done + " of " + one.rows + " rows are booked."));
}

const sums = ["#Rows", "#Amount", "#Fees and tax", "#Reached the bank"];
const sumCells = sum => [String(sum.rows), money(sum.amount, sum.currency), money(sum.fees, sum.currency), money(sum.net, sum.currency)];

/** Only what is MATCHED is booked; each outcome leads to its rows. */
function outcomes(one) {
  const all = one.outcomes ?? [];
  if (!all.length) return note("It has none.");
  const booked = all.filter(sum => sum.outcome === "MATCHED");
  return el("div", {}, table(["Outcome", ...sums], all.map(sum => [
    sum.outcome ? el("a", { href: address("settlements", [one.id, sum.outcome]) }, status(sum.outcome)) : "to be booked",
    ...sumCells(sum)])),
  note(booked.length ? "Booked: " + booked.map(sum => money(sum.net, sum.currency) + " from the bank, " + money(sum.fees, sum.currency)
    + " as the gateway's fees").join("; ") + "." : "Nothing of it is booked."),
  el("p", { class: "note" }, el("a", { href: address("cases", [], new URLSearchParams({ kind: "MISSING_THERE", gateway: one.gateway })) },
    "What " + one.gateway + " has not settled though it has settled newer things"), " are cases."));
}

const transfers = all => all.length
  ? table(["Bank transfer", ...sums], all.map(sum => [el("span", { class: "words" }, sum.transfer ?? "–"), ...sumCells(sum)]))
  : note("None.");
