// Holds: money that is reserved for a payee.

import { asJson, money, typedAmount } from "./amounts.js";
import { call, get } from "./api.js";
import { ask } from "./dialog.js";
import { el, toast } from "./elements.js";
import { filters, line } from "./list.js";
import { clock, facts, heading, localTime, note, party, shortParty, status, table, time } from "./parts.js";
import { again } from "./place.js";
import { amountFault, amountInput, told } from "./refunds.js";

const STATUSES = ["UNDER_REVIEW", "AUTHORIZED", "PARTIALLY_CAPTURED", "CAPTURED", "RELEASED", "EXPIRED"];
const CAN_BE_CAPTURED = ["AUTHORIZED", "PARTIALLY_CAPTURED"];
const LASTS = ["UNDER_REVIEW", ...CAN_BE_CAPTURED];

export const holds = {
  name: "holds",
  path: "/v1/holds",
  none: "No holds.",
  hint: "Choose a hold, or ask for those of a user.",

  above: asked => [filters(holds, [
    { name: "userId", label: "User", type: "text" },
    { name: "status", label: "Status", words: STATUSES },
  ], asked)],

  query: asked => asked,

  key: hold => hold.id,

  row: hold => line(shortParty(hold.payer) + " → " + shortParty(hold.payee), money(hold.amount, hold.currency), [status(hold.status)],
    LASTS.includes(hold.status) ? "until " + clock(hold.expiresAt) : clock(hold.createdAt)),

  async show([id]) {
    return sections(await get("/v1/holds/" + encodeURIComponent(id)));
  },
};

function sections(hold) {
  const amount = value => money(value, hold.currency);
  const captures = hold.captures ?? [];
  return [
    el("div", { class: "head" }, el("span", { class: "sum" }, amount(hold.amount)), status(hold.status)),
    el("p", { class: "path" }, party(hold.payer), " → ", party(hold.payee)),
    hold.reason ? el("p", { class: "bad" }, "Declined: " + hold.reason) : null,
    actions(hold),
    facts([
      ["still reserved", amount(hold.remaining)],
      ["captured", amount(hold.captured)],
      ["let go", amount(hold.released)],
      ["made", time(hold.createdAt)],
      ["lasts until", time(hold.expiresAt)],
      ["ended", hold.endedAt && time(hold.endedAt)],
      ["reference", hold.reference],
      ["description", hold.description],
    ]),
    heading("Captures"), captures.length ? table(["When", "Status", "#Amount"], captures.map(one => [
      el("a", { href: "#/transfers/" + one.id }, clock(one.createdAt)), status(one.status), amount(one.amount)])) : note("None."),
    hold.metadata ? heading("Metadata") : null,
    hold.metadata ? el("pre", { class: "text" }, JSON.stringify(hold.metadata, null, 2)) : null,
    note("Hold " + hold.id),
    note("Accounts " + hold.payerAccount + " → " + (hold.payeeAccount ?? "not known yet")),
  ];
}

function actions(hold) {
  const act = (id, text, able, how) =>
    el("button", { type: "button", id, disabled: !able, onclick: () => how(hold) }, text);
  return el("div", { class: "actions" },
    act("capture", "Capture …", CAN_BE_CAPTURED.includes(hold.status), capture),
    act("void", "Void …", LASTS.includes(hold.status), cancel),
    act("increase", "Increase …", CAN_BE_CAPTURED.includes(hold.status), increase),
    act("extend", "Extend …", LASTS.includes(hold.status), extend));
}

function send(hold, what, body, key) {
  return call("POST", "/v1/holds/" + hold.id + "/" + what, body, { "Idempotency-Key": key });
}

function changed(text) {
  toast(text);
  again();
}

function capture(hold) {
  const { currency, remaining } = hold;
  ask({
    title: "Capture",
    fields: [
      { label: "How much, in " + currency, input: amountInput(remaining, currency) },
      { label: "It is the last: let go what it leaves", input: el("input", { name: "last", type: "checkbox" }) },
      { label: "Reference", input: el("input", { name: "reference", maxLength: 140, autocomplete: "off" }) },
    ],
    says({ amount, last }) {
      const minor = typedAmount(amount, currency);
      const wrong = amountFault(minor, remaining, currency);
      const sum = wrong ? "…" : money(minor, currency);
      const left = wrong ? 0n : BigInt(remaining) - minor;
      return {
        wrong,
        lines: [[el("strong", {}, sum), " goes from ", el("strong", {}, hold.payer), " to ", el("strong", {}, hold.payee), "."],
          wrong || !left ? "Nothing stays reserved."
            : money(left, currency) + (last ? " is let go." : " stays reserved until " + clock(hold.expiresAt) + ".")],
        button: "Capture " + sum,
      };
    },
    act: ({ amount, last, reference }, key) => send(hold, "captures",
      { amount: asJson(typedAmount(amount, currency)), final: last, ...(reference && { reference }) }, key),
    done(movement) {
      told(movement);
      again();
    },
  });
}

function cancel(hold) {
  const sum = money(hold.remaining, hold.currency);
  ask({
    title: "Void",
    says: () => ({
      lines: [[el("strong", {}, sum), " that is reserved for ", el("strong", {}, hold.payee), " is let go: ",
        el("strong", {}, hold.payer), " has it again, and the hold ends."]],
      button: "Let go " + sum,
    }),
    act: (typed, key) => send(hold, "void", undefined, key),
    done: () => changed("Let go: " + sum + "."),
  });
}

function increase(hold) {
  const { currency } = hold;
  ask({
    title: "Increase",
    fields: [{ label: "By how much, in " + currency, input: amountInput(undefined, currency) }],
    says({ amount }) {
      const minor = typedAmount(amount, currency);
      const wrong = amountFault(minor, undefined, currency);
      const sum = wrong ? "…" : money(minor, currency);
      return {
        wrong,
        lines: [[el("strong", {}, sum), " more of ", el("strong", {}, hold.payer), " is reserved for ", el("strong", {}, hold.payee), ": ",
          wrong ? "…" : money(BigInt(hold.remaining) + minor, currency), " in all, until " + clock(hold.expiresAt) + "."]],
        button: "Reserve " + sum + " more",
      };
    },
    act: ({ amount }, key) => send(hold, "increments", { amount: asJson(typedAmount(amount, currency)) }, key),
    done: now => changed("Reserved are " + money(now.remaining, currency) + " now."),
  });
}

function extend(hold) {
  const sum = money(hold.remaining, hold.currency);
  ask({
    title: "Extend",
    fields: [{ label: "Until", input: el("input", { name: "until", type: "datetime-local", required: true,
      value: localTime(Date.parse(hold.expiresAt) + 24 * 3600000) }) }],
    says: ({ until }) => ({
      wrong: until ? null : "Say until when.",
      lines: [[el("strong", {}, sum), " of ", el("strong", {}, hold.payer), " stays reserved for ",
        el("strong", {}, hold.payee), " until ", el("strong", {}, until ? clock(until) : "…"), ", not until "
          + clock(hold.expiresAt) + "."]],
      button: "Extend",
    }),
    act: ({ until }, key) => send(hold, "extend", { expiresAt: new Date(until).toISOString() }, key),
    done: now => changed("Lasts until " + clock(now.expiresAt) + "."),
  });
}
