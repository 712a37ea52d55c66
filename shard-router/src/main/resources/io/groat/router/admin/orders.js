// Orders: money that is paid into wallets from outside, what gateways have taken for them, and what went back.

import { asJson, money, typedAmount } from "./amounts.js";
import { call, get } from "./api.js";
import { ask } from "./dialog.js";
import { el, toast } from "./elements.js";
import { filters, line } from "./list.js";
import { clock, facts, heading, link, note, party, shortParty, status, table, time } from "./parts.js";
import { again } from "./place.js";
import { amountFault, amountInput } from "./refunds.js";
import { sentence } from "./reasons.js";
import { settledOf, shownSettled } from "./settled.js";

const STATUSES = ["CREATED", "PENDING", "PAID", "CREDITED", "FAILED", "EXPIRED"];
const OPEN = ["CREATED", "PENDING"];
/** Refunds whose money is the wallet's again. */
const CAME_TO_NOTHING = ["FAILED", "RETURNED"];

export const orders = {
  name: "orders",
  path: "/v1/orders",
  none: "No orders.",
  hint: "Choose an order, or ask for those of a user.",

  above: asked => [filters(orders, [
    { name: "userId", label: "User", type: "text" },
    { name: "status", label: "Status", words: STATUSES },
  ], asked)],

  query: asked => asked,

  key: order => order.id,

  row: order => line(shortParty(order.payee), money(order.amount, order.currency), [status(order.status), " ", order.method],
    OPEN.includes(order.status) ? "until " + clock(order.expiresAt) : clock(order.createdAt)),

  async show([id]) {
    const path = "/v1/orders/" + encodeURIComponent(id);
    const about = new URLSearchParams({ orderId: id, limit: "50" });
    const [order, back, settled, disputes] = await Promise.all([get(path), get(path + "/refunds"), settledOf(id),
      get("/v1/disputes?" + about).then(page => page.items, () => [])]);
    return sections(order, back.items, settled, disputes);
  },
};

function sections(order, back, settled, disputes) {
  const left = leftOf(order, back);
  return [
    el("div", { class: "head" },
      el("span", { class: "sum" }, money(order.amount, order.currency)), status(order.status),
      el("span", { class: "soft" }, "by " + order.method)),
    el("p", { class: "path" }, order.gateway ?? "No gateway yet", " → ", party(order.payee)),
    order.reason ? el("p", { class: "bad" }, sentence(order.reason)) : null,
    el("div", { class: "actions" }, el("button", { type: "button", id: "refund-order", disabled: left <= 0n,
      onclick: () => refund(order, left) }, "Refund …")),
    facts([
      ["made", time(order.createdAt)],
      ["expires", time(order.expiresAt)],
      ["ended", order.endedAt && time(order.endedAt)],
      ["reference", order.reference],
      ["credited by", order.movementId && link("its deposit", "transfers", order.movementId)],
      ["can be given back", order.movementId && money(left, order.currency)],
    ]),
    heading("Payments"), payments(order.payments),
    heading("Refunds"), refunds(back),
    ...(disputes.length ? [heading("Disputes"), disputed(disputes)] : []),
    ...shownSettled(settled),
    note("Order " + order.id),
    note("Account " + order.payeeAccount),
  ];
}

function payments(all) {
  if (!all.length) return note("The gateway has taken nothing for it so far.");
  return table(["Amount", "Where it is", "Why", "Taken", "At the gateway"], all.map(one => [
    el("strong", { class: "line num" }, money(one.amount, one.currency)), el("span", { class: "line" }, whereabouts(one)),
    one.suspended ? el("span", { class: "words" }, sentence(one.suspended)) : null,
    el("span", { class: "line" }, clock(one.seenAt)), el("code", {}, one.id)]));
}

function whereabouts(payment) {
  const where = payment.suspended ? "put aside" : "in the wallet";
  if (!payment.movementId) return payment.suspended ? "is being put aside" : "on its way to the wallet";
  return el("a", { class: payment.suspended ? "bad" : "", href: "#/transfers/" + payment.movementId }, where);
}

function refunds(back) {
  return back.length
    ? table(["When", "Status", "Why", "#Amount"], back.map(one => [
      el("a", { href: "#/payouts/" + one.id }, clock(one.createdAt)), status(one.status),
      one.reason && el("span", { class: "words" }, sentence(one.reason)), money(one.amount, one.currency)]))
    : note("None.");
}

const disputed = all => table(["When", "Status", "Why", "#Amount"], all.map(one => [
  link(clock(one.createdAt), "disputes", one.id), status(one.status), el("span", { class: "words" }, one.reason),
  money(one.amount, one.currency)]));

/** How much of what it brought has not gone back, as far as its refunds tell. */
function leftOf(order, back) {
  const brought = order.payments.find(payment => payment.movementId && payment.movementId === order.movementId);
  if (!brought) return 0n;
  return back.filter(one => !CAME_TO_NOTHING.includes(one.status))
    .reduce((left, one) => left - BigInt(one.amount), BigInt(brought.amount));
}

function refund(order, left) {
  const { currency } = order;
  ask({
    title: "Refund",
    fields: [
      { label: "How much, in " + currency, input: amountInput(left, currency) },
      { label: "Reference", input: el("input", { name: "reference", maxLength: 140, autocomplete: "off" }) },
    ],
    says({ amount }) {
      const minor = typedAmount(amount, currency);
      const wrong = amountFault(minor, left, currency);
      const sum = wrong ? "…" : money(minor, currency);
      return {
        wrong,
        lines: [[el("strong", {}, sum), " goes from ", el("strong", {}, order.payee), " by ", el("strong", {}, order.gateway),
          " back to where it was paid from."]],
        button: "Refund " + sum,
      };
    },
    act: ({ amount, reference }, key) => call("POST", "/v1/orders/" + order.id + "/refunds",
      { amount: asJson(typedAmount(amount, currency)), ...(reference && { reference }) }, { "Idempotency-Key": key }),
    done(made) {
      toast(made.status === "SETTLED" ? "Done: " + money(made.amount, currency) + "." : "The refund is on its way.");
      again();
    },
  });
}
