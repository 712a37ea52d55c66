// Disputes: payments that their payers' banks want back.

import { money } from "./amounts.js";
import { get } from "./api.js";
import { el } from "./elements.js";
import { filters, line } from "./list.js";
import { clock, facts, link, note, party, shortParty, status, time } from "./parts.js";
import { settledOf, shownSettled } from "./settled.js";

const STATUSES = ["INQUIRY", "NEEDS_RESPONSE", "UNDER_REVIEW", "WON", "LOST"];
/** The gateway waits for an answer. */
const WAITS = ["INQUIRY", "NEEDS_RESPONSE"];
const SOON = 48 * 3_600_000;

const TAKEN_FROM = new Map([
  ["PAYEE", "who was paid"],
  ["SUSPENSE", "put aside: who was paid had not enough"],
  ["NOBODY", "nobody: it had been refunded before"],
]);

export const disputes = {
  name: "disputes",
  path: "/v1/disputes",
  none: "No disputes.",
  hint: "Choose a dispute, or ask for those of a user.",

  above: asked => [filters(disputes, [
    { name: "userId", label: "User", type: "text" },
    { name: "status", label: "Status", words: STATUSES },
  ], asked)],

  query: asked => asked,

  key: one => one.id,

  row: one => line(shortParty(one.payee), money(one.amount, one.currency), [status(one.status), " " + one.gateway],
    WAITS.includes(one.status) && one.respondBy ? "until " + clock(one.respondBy) : clock(one.createdAt)),

  async show([id]) {
    const [one, settled] = await Promise.all([get("/v1/disputes/" + encodeURIComponent(id)), settledOf(id)]);
    return sections(one, settled);
  },
};

function sections(one, settled) {
  const currency = one.currency;
  return [
    el("div", { class: "head" }, el("span", { class: "sum" }, money(one.amount, currency)), status(one.status),
      el("span", { class: "soft" }, "by " + one.gateway)),
    el("p", { class: "path" }, party(one.payee), " → ", el("strong", {}, "the payer's bank")),
    WAITS.includes(one.status) && one.respondBy ? deadline(one) : null,
    facts([
      ["reason", one.reason],
      ["taken", BigInt(one.taken) ? money(one.taken, currency) : undefined],
      ["from", one.takenFrom && (TAKEN_FROM.get(one.takenFrom) ?? one.takenFrom)],
      ["moved out by", one.movementId && link("its movement", "transfers", one.movementId)],
      ["back by", one.backId && link("its movement", "transfers", one.backId)],
      ["about", link("its order", "orders", one.orderId)],
      ["payment", el("code", {}, one.paymentId)],
      ["opened", time(one.createdAt)],
      ["ended", one.endedAt && time(one.endedAt)],
    ]),
    ...shownSettled(settled),
    note("Dispute " + one.id + ", at the gateway " + one.providerId),
  ];
}

/** Answers go to the gateway itself; this says how long it takes one. */
function deadline(one) {
  const left = Date.parse(one.respondBy) - Date.now();
  const hours = Math.floor(Math.abs(left) / 3_600_000);
  const span = hours < 48 ? hours + " hours" : Math.floor(hours / 24) + " days";
  return el("p", { class: left < SOON ? "bad" : "warn", id: "deadline" },
    left < 0 ? "The gateway has taken no answer for " + span + ": " : "The gateway takes an answer for another " + span + ": until ",
    time(one.respondBy), left < 0 ? " is over." : ". Answer it there.");
}
