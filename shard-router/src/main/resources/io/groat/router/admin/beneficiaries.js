// Whom a user may pay, where the type of a payment asks for it.

import { grouped } from "./amounts.js";
import { call, get } from "./api.js";
import { ask } from "./dialog.js";
import { el, toast } from "./elements.js";
import { clock, facts, note, party, problem } from "./parts.js";
import { again } from "./place.js";

const MOST = 200;

const path = user => "/v1/users/" + encodeURIComponent(user) + "/beneficiaries";

/** A user's beneficiaries, or why they can't be told. */
export const beneficiaries = user => get(path(user) + "?limit=" + MOST).then(page => page.items, failure => failure);

export function shownBeneficiaries(all) {
  if (all instanceof Error) return problem(all);
  return all.length ? all.map(beneficiary) : [note("None.")];
}

/** Amounts are in the minor units of each payment's own currency, which no bound names. */
const minor = amount => amount === undefined ? undefined : grouped(amount) + " minor units";

function beneficiary(one) {
  return el("article", { class: "wallet beneficiary", id: "beneficiary-" + one.id },
    el("div", { class: "head" }, el("h4", {}, one.label ?? one.payee)),
    facts([
      ["pays", party(one.payee)],
      ["by", one.transactionTypes.length ? one.transactionTypes.join(", ") : "any type of payment"],
      ["at least", minor(one.minAmount)],
      ["at most", minor(one.maxAmount)],
      ["a day", minor(one.perDay)],
      ["from", one.from ? clock(one.from) : undefined],
      ["until", one.until ? clock(one.until) : undefined],
      ["cools off since", clock(one.coolsFrom)],
    ]),
    el("div", { class: "actions" }, remove(one)));
}

function remove(one) {
  const asked = () => ask({
    title: "Remove",
    says: () => ({
      lines: [[el("strong", {}, one.userId), " pays ", el("strong", {}, one.label ?? one.payee),
        " no more by types of payment that ask for a beneficiary."],
      "What was reserved before goes on."],
      button: "Remove it",
    }),
    act: (typed, key) => call("DELETE", path(one.userId) + "/" + one.id, undefined, { "Idempotency-Key": key }),
    done() {
      toast("Removed.");
      again();
    },
  });
  return el("button", { type: "button", class: "remove", id: "remove-" + one.id, onclick: asked }, "Remove …");
}
