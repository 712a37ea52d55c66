// What a payment of a type would come to.

import { asJson, money, typedAmount } from "./amounts.js";
import { call } from "./api.js";
import { el, fill } from "./elements.js";
import { clock, facts, field, heading, note, problem, table } from "./parts.js";

/** A form that asks for it; nothing moves. */
export function preview(rule) {
  const result = el("div", { id: "preview", "aria-live": "polite" });
  const input = (name, more) =>
    el("input", { name, required: true, autocomplete: "off", autocapitalize: "none", spellcheck: false, ...more });
  const form = el("form", { class: "filters inline", onsubmit: event => {
    event.preventDefault();
    show(rule, Object.fromEntries(new FormData(form)), result);
  } },
    field("Payer", input("payer")), field("Payee", input("payee")),
    field("Amount", input("amount", { inputMode: "decimal", class: "short" })),
    field("Currency", input("currency", { value: "EUR", pattern: "[A-Z]{3}", maxLength: 3, class: "short" })),
    el("button", { type: "submit", id: "preview-ask" }, "Preview"));
  return [heading("What a payment would cost"), form, result];
}

async function show(rule, { payer, payee, amount, currency }, result) {
  const minor = typedAmount(amount, currency);
  if (minor === null) return fill(result, el("p", { class: "error" }, "That is no amount of " + currency + "."));
  try {
    const told = await call("POST", "/v1/transfers/preview", { payer: payer.trim(), payee: payee.trim(), amount: asJson(minor),
      currency, type: rule.name });
    return fill(result, ...answer(told));
  } catch (failure) {
    return fill(result, el("div", { class: "error" }, ...problem(failure)));
  }
}

function answer(told) {
  const amount = value => money(value, told.currency);
  const max = told.max === undefined ? undefined : told.used + " of " + told.max + " used";
  return [
    el("p", { class: told.allowed ? "good" : "bad" }, told.allowed ? "It would be carried out." : "It would be refused: " + told.reason),
    facts([
      ["the payer pays", amount(told.total)],
      ["and has available then", amount(told.availableAfter)],
      ["limit", told.limit],
      ["of that limit", max],
      ["less from", told.resetsAt && clock(told.resetsAt)],
    ]),
    told.fees.length ? table(["Fee", "Paid by", "Given back by a refund", "#Amount"], told.fees.map(fee =>
      [fee.kind, fee.paidBy, fee.refundable ? "by its share" : "no", amount(fee.amount)])) : note("No fees."),
  ];
}
