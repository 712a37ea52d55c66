// Transfers: who paid whom, what became of it, and what it cost.

import { money } from "./amounts.js";
import { get } from "./api.js";
import { el } from "./elements.js";
import { filters, line } from "./list.js";
import { clock, facts, heading, link, note, party, shortParty, status, table, time } from "./parts.js";
import { refund, reverse } from "./refunds.js";

const STATUSES = ["HELD", "PENDING", "COMPLETED", "FAILED", "CANCELLED"];
/** Whose money can be given back. */
const GIVEN_BACK = ["TRANSFER", "CAPTURE"];

export const transfers = {
  name: "transfers",
  path: "/v1/transfers",
  none: "No transfers.",
  hint: "Choose a transfer, or ask for those of a user.",

  above: asked => [filters(transfers, [
    { name: "userId", label: "User", type: "text" },
    { name: "status", label: "Status", words: STATUSES },
    { name: "from", label: "From", type: "datetime-local" },
    { name: "to", label: "Until", type: "datetime-local" },
  ], asked)],

  query(asked) {
    const query = Object.fromEntries(asked);
    for (const name of ["from", "to"]) if (query[name]) query[name] = new Date(query[name]).toISOString();
    return query;
  },

  key: transfer => transfer.id,

  row: transfer => line(shortParty(transfer.payer) + " → " + shortParty(transfer.payee), money(transfer.amount, transfer.currency),
    [status(transfer.status), " ", transfer.kind === "TRANSFER" ? transfer.type : transfer.kind.toLowerCase()],
    clock(transfer.createdAt)),

  async show([id]) {
    const path = "/v1/transfers/" + encodeURIComponent(id);
    const [transfer, events] = await Promise.all([get(path), get(path + "/events")]);
    const back = await refundsOf(transfer);
    return sections(transfer, events.items, back);
  },
};

/** What was given back of it: movements of the payer's since, whose parent it is. */
async function refundsOf(transfer) {
  if (!transfer.refunded && transfer.refundable === transfer.amount) return { items: [], all: true };
  if (transfer.refundable === undefined) return { items: [], all: true };
  try {
    const account = await get("/v1/accounts/" + transfer.payerAccount);
    const since = await get("/v1/transfers?" + new URLSearchParams({
      userId: account.userId, from: transfer.createdAt, limit: "200" }));
    return { items: since.items.filter(one => one.parentId === transfer.id), all: !since.next };
  } catch (failure) {
    return { items: [], all: true, failure };
  }
}

function sections(transfer, events, back) {
  const amount = value => money(value, transfer.currency);
  const fees = transfer.fees ?? [];
  return [
    el("div", { class: "head" },
      el("span", { class: "sum" }, amount(transfer.amount)), status(transfer.status),
      el("span", { class: "soft" }, transfer.kind.toLowerCase())),
    el("p", { class: "path" }, party(transfer.payer), " → ", party(transfer.payee)),
    transfer.reason ? el("p", { class: "bad" }, "Not carried out: " + transfer.reason) : null,
    actions(transfer),
    facts([
      ["made", time(transfer.createdAt)],
      ["ended", transfer.completedAt && time(transfer.completedAt)],
      ["type", transfer.type],
      ["given back", transfer.refunded === undefined ? undefined : amount(transfer.refunded)],
      ["can be given back", transfer.refundable === undefined ? undefined : amount(transfer.refundable)],
      ["shards", transfer.crossShard ? transfer.payerShard + " → " + transfer.payeeShard : transfer.payerShard],
      ["reference", transfer.reference],
      ["description", transfer.description],
      ["of", transfer.parentId && parent(transfer)],
    ]),
    heading("Fees"), fees.length ? table(["Kind", "Paid by", "Given back by a refund", "#Amount"], fees.map(fee =>
      [fee.kind, fee.paidBy, fee.refundable ? "by its share" : "no", amount(fee.amount)])) : note("None."),
    heading("Rules"), rules(transfer.rules ?? {}),
    heading("Refunds"), refunds(transfer, back),
    heading("Events"), table(["Event", "When", "Why", "Id"], events.map(event =>
      [event.type, time(event.at), event.reason, el("code", {}, event.id)])),
    transfer.metadata ? heading("Metadata") : null,
    transfer.metadata ? el("pre", { class: "text" }, JSON.stringify(transfer.metadata, null, 2)) : null,
    note("Transfer " + transfer.id),
    note("Accounts " + transfer.payerAccount + " → " + (transfer.payeeAccount ?? "not known yet")),
  ];
}

/** The parent of a capture is a hold, of all others a transfer. */
const parent = transfer =>
  transfer.kind === "CAPTURE" ? link("its hold", "holds", transfer.parentId) : link("its transfer", "transfers", transfer.parentId);

function actions(transfer) {
  const can = transfer.status === "COMPLETED" && GIVEN_BACK.includes(transfer.kind) && Number(transfer.refundable ?? 1) > 0;
  const act = (id, text, how) =>
    el("button", { type: "button", id, disabled: !can, onclick: () => how(transfer) }, text);
  return el("div", { class: "actions" }, act("refund", "Refund …", refund), act("reverse", "Reversal …", reverse));
}

function rules(all) {
  const rule = (text, section) => {
    if (!text) return undefined;
    const [name, version] = text.split("@");
    return link(name + ", version " + version, section, name, version);
  };
  const named = [
    ["transaction type", rule(all.transactionType, "transaction-types")],
    ["payer's wallet type", rule(all.payerWalletType, "wallet-types")],
    ["payee's wallet type", rule(all.payeeWalletType, "wallet-types")],
  ];
  return named.some(([, shown]) => shown) ? facts(named) : note("None spoke.");
}

function refunds(transfer, back) {
  if (back.failure) return note(back.failure.message);
  const shown = back.items.length
    ? table(["When", "Kind", "Status", "Why", "#Amount"], back.items.map(one => [
      el("a", { href: "#/transfers/" + one.id }, clock(one.createdAt)), one.kind.toLowerCase(), status(one.status),
      one.description && el("span", { class: "words" }, one.description), money(one.amount, one.currency)]))
    : note(Number(transfer.refunded ?? 0) ? "Not among the payer's latest movements." : "None.");
  return back.all ? shown : el("div", {}, shown, note("Of the payer's latest 200 movements alone."));
}
