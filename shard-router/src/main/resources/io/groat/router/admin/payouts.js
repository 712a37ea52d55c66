// Payouts: money that goes out by a gateway, and what becomes of it on the way. Refunds of orders go the same way.

import { money } from "./amounts.js";
import { call, get } from "./api.js";
import { ask } from "./dialog.js";
import { el, toast } from "./elements.js";
import { filters, line } from "./list.js";
import { clock, facts, link, note, party, status, time } from "./parts.js";
import { again } from "./place.js";
import { sentence } from "./reasons.js";
import { settledOf, shownSettled } from "./settled.js";

const STATUSES = ["CREATED", "UNDER_REVIEW", "RESERVED", "SENDING", "SENT", "SETTLED", "FAILED", "RETURNED"];
/** Its money is reserved, and no gateway was asked to send it. */
const CAN_BE_CALLED_OFF = ["UNDER_REVIEW", "RESERVED"];
const ENDED_BADLY = ["FAILED", "RETURNED"];

export const payouts = {
  name: "payouts",
  path: "/v1/payouts",
  none: "No payouts.",
  hint: "Choose a payout or a refund, or ask for those of a user.",

  above: asked => [filters(payouts, [
    { name: "userId", label: "User", type: "text" },
    { name: "status", label: "Status", words: STATUSES },
  ], asked)],

  query: asked => asked,

  key: payout => payout.id,

  row: payout => line(payout.user + (payout.orderId ? "" : " → " + payout.shown), money(payout.amount, payout.currency),
    [status(payout.status), payout.orderId ? " refund" : ""], clock(payout.createdAt)),

  async show([id]) {
    const [payout, settled] = await Promise.all([get("/v1/payouts/" + encodeURIComponent(id)), settledOf(id)]);
    return sections(payout, settled);
  },
};

/** Where it goes: of a refund what is shown is the gateway's name for the payment. */
const where = payout => payout.orderId ? payout.gateway : payout.shown;

function sections(payout, settled) {
  return [
    el("div", { class: "head" },
      el("span", { class: "sum" }, money(payout.amount, payout.currency)), status(payout.status),
      el("span", { class: "soft" }, payout.orderId ? "refund" : "payout")),
    el("p", { class: "path" }, party(payout.user), " → ", el("strong", {}, where(payout))),
    payout.reason
      ? el("p", { class: ENDED_BADLY.includes(payout.status) ? "bad" : "warn" }, sentence(payout.reason)) : null,
    actions(payout),
    facts([
      ["made", time(payout.createdAt)],
      ["sent", payout.sentAt && time(payout.sentAt)],
      ["ended", payout.endedAt && time(payout.endedAt)],
      ["gateway", payout.gateway],
      ["reference", payout.reference],
      ["of", payout.orderId && link("its order", "orders", payout.orderId)],
      ["payment that goes back", payout.orderId && payout.shown],
      ["in the books", payout.movementId && link("its movement", "transfers", payout.movementId)],
      ["came back by", payout.returnId && link("a movement of its own", "transfers", payout.returnId)],
    ]),
    ...shownSettled(settled),
    note((payout.orderId ? "Refund " : "Payout ") + payout.id),
    note("Account " + payout.payerAccount),
  ];
}

function actions(payout) {
  const act = (id, text, able, how) =>
    el("button", { type: "button", id, disabled: !able, onclick: () => decide(payout, how) }, text);
  return el("div", { class: "actions" },
    act("approve", "Approve …", payout.status === "UNDER_REVIEW", APPROVE),
    act("decline", "Decline …", CAN_BE_CALLED_OFF.includes(payout.status), DECLINE),
    act("cancel", "Cancel …", CAN_BE_CALLED_OFF.includes(payout.status), CANCEL));
}

const APPROVE = { call: "approve", title: "Approve", says: "is sent to", button: "Let go", done: "It goes on." };
const DECLINE = { call: "decline", title: "Decline", says: "is not sent to", button: "Decline", done: "Declined." };
const CANCEL = { call: "cancel", title: "Cancel", says: "is not sent to", button: "Call off", done: "Called off." };

function decide(payout, how) {
  const sum = money(payout.amount, payout.currency);
  const to = payout.orderId ? "where the order was paid from" : payout.shown;
  ask({
    title: how.title,
    says: () => ({
      lines: [[el("strong", {}, sum), " of ", el("strong", {}, payout.user), " " + how.says + " ", el("strong", {}, to), "."],
        how === APPROVE ? "Once the gateway has it, it can't be called off." : "It is free in the wallet again."],
      button: how.button + " " + sum,
    }),
    act: (typed, key) => call("POST", "/v1/payouts/" + payout.id + "/" + how.call, undefined, { "Idempotency-Key": key }),
    done() {
      toast(how.done);
      again();
    },
  });
}
