// Giving back what transfers brought.

import { asJson, digitsOf, money, plainAmount, typedAmount } from "./amounts.js";
import { call } from "./api.js";
import { el, toast } from "./elements.js";
import { ask } from "./dialog.js";
import { again } from "./place.js";

/** An input for an amount; `most` stands in it, if it is known. */
export const amountInput = (most, currency) => el("input", { name: "amount", inputMode: "decimal", autocomplete: "off",
  value: most === undefined ? "" : plainAmount(most, currency) });

/** What is wrong with an amount that was typed; null when nothing is. */
export function amountFault(amount, most, currency) {
  const digits = digitsOf(currency);
  if (amount === null) {
    return "An amount of " + currency + " has " + (digits ? "up to " + digits + " digits after the point." : "no point.");
  }
  if (amount === 0n) return "Nothing is nothing to move.";
  return most !== undefined && amount > BigInt(most) ? "No more than " + money(most, currency) + " is left." : null;
}

/** What became of a movement that was asked for. */
export const told = movement => toast(movement.status === "COMPLETED" ? "Done: " + money(movement.amount, movement.currency) + "."
  : "On its way; the end is not decided yet.");

function done(movement) {
  told(movement);
  again();
}

const path = transfer => "/v1/transfers/" + transfer.id;

/** All of it, or a part: from who was paid to who paid. */
export function refund(transfer) {
  const { currency, refundable } = transfer;
  ask({
    title: "Refund",
    fields: [
      { label: "How much, in " + currency, input: amountInput(refundable, currency) },
      { label: "Why", input: el("input", { name: "reason", maxLength: 500, autocomplete: "off" }), hint: "Both sides read it." },
    ],
    says({ amount }) {
      const minor = typedAmount(amount, currency);
      const wrong = amountFault(minor, refundable, currency);
      const sum = wrong ? "…" : money(minor, currency);
      return {
        wrong,
        lines: [[el("strong", {}, sum), " goes from ", el("strong", {}, transfer.payee), " back to ",
          el("strong", {}, transfer.payer), "."]],
        button: "Refund " + sum,
      };
    },
    act: ({ amount, reason }, key) => call("POST", path(transfer) + "/refunds",
      { amount: asJson(typedAmount(amount, currency)), ...(reason && { reason }) }, { "Idempotency-Key": key }),
    done,
  });
}

/** All that is left, from a frozen account too. */
export function reverse(transfer) {
  const { currency, refundable } = transfer;
  const sum = refundable === undefined ? "all that is left" : money(refundable, currency);
  ask({
    title: "Reversal",
    fields: [{ label: "Why", input: el("input", { name: "reason", maxLength: 500, autocomplete: "off" }),
      hint: "It stands in the audit log." }],
    says: ({ reason }) => ({
      wrong: reason ? null : "A reversal needs a reason.",
      lines: [[el("strong", {}, sum), " is taken from ", el("strong", {}, transfer.payee), " and goes back to ",
        el("strong", {}, transfer.payer), "."], "From a frozen account, too."],
      button: "Take back " + sum,
    }),
    act: ({ reason }, key) => call("POST", path(transfer) + "/reversal", { reason }, { "Idempotency-Key": key }),
    done,
  });
}
