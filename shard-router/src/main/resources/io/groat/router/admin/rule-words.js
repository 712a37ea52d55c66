// Rules as tables show them and as the editor has them.

import { grouped, money } from "./amounts.js";
import { facts, heading, link, note, table } from "./parts.js";

/** In the wallet's currency, where it can be in one alone; else in minor units, which it is counted in. */
function limitAmount(limit, currencies) {
  if (limit.measure === "count") return grouped(limit.max);
  return currencies.length === 1 ? money(limit.max, currencies[0]) : grouped(limit.max) + " minor units";
}

const list = names => names.length ? names.join(", ") : "all";

export function walletType(rule) {
  const { currencies } = rule;
  const amount = value => value === undefined ? undefined
    : currencies.length === 1 ? money(value, currencies[0]) : grouped(value) + " minor units";
  return [
    facts([
      ["currencies", list(currencies)],
      ["least balance", amount(rule.minBalance)],
      ["most in it", amount(rule.maxBalance)],
      ["credit", BigInt(rule.creditLimit) ? amount(rule.creditLimit) : "none"],
      ["calendar of", rule.timeZone],
    ]),
    heading("Limits"),
    rule.limits.length ? table(["Name", "Direction", "Window", "Counts", "Of", "#At most"], rule.limits.map(limit => [
      limit.name, limit.direction, limit.window, limit.measure === "count" ? "movements" : "amounts",
      limit.transactionTypes.length ? limit.transactionTypes.join(", ") : "all", limitAmount(limit, currencies)])) : note("None."),
  ];
}

const percent = basisPoints => (basisPoints / 100).toLocaleString("en", { maximumFractionDigits: 2 }) + "%";

const priced = (amount, basisPoints) =>
  [BigInt(amount ?? 0) ? grouped(amount) : null, basisPoints ? percent(basisPoints) : null].filter(Boolean).join(" + ") || "0";

function price(fee) {
  if (fee.kind !== "tiers") return priced(fee.amount, fee.basisPoints);
  return fee.tiers.map(tier => (tier.upTo === undefined ? "above: " : "up to " + grouped(tier.upTo) + ": ")
    + priced(tier.amount, tier.basisPoints)).join("; ");
}

/** Members that a type of payment has beside those that the tables show: they are told as they stand. */
const SHOWN = ["name", "version", "title", "fees", "payerWalletTypes", "payeeWalletTypes", "createdAt", "createdBy"];

const FEE_COLUMNS = ["Kind", "Price, in minor units", "Paid by", "Given back", "Commission", "#Least", "#Most"];

export function transactionType(rule) {
  const types = names => names.length
    ? names.flatMap((name, index) => [index ? ", " : "", link(name, "wallet-types", name)]) : ["all"];
  const rows = [["Paid from", types(rule.payerWalletTypes)], ["Paid to", types(rule.payeeWalletTypes)],
    ...Object.entries(rule).filter(([name]) => !SHOWN.includes(name)).map(([name, value]) => [name, String(value)])];
  return [
    table(["Payments", "Wallet types"], rows),
    heading("Fees"),
    rule.fees.length ? table(FEE_COLUMNS, rule.fees.map(fee => [
      fee.kind, price(fee), fee.paidBy, fee.refundable ? "by its share" : "no",
      fee.commission ? percent(fee.commission.basisPoints) + " to " + fee.commission.payee : "none",
      fee.min === undefined ? null : grouped(fee.min), fee.max === undefined ? null : grouped(fee.max)])) : note("None."),
  ];
}

/** What the service says of a rule beside what somebody wrote. */
const TOLD = ["name", "version", "createdAt", "createdBy"];

const spaced = value => JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");

/** A limit or a fee without its empty lists: left out they say the same. */
const short = item => Object.fromEntries(Object.entries(item).filter(([, value]) => !Array.isArray(value) || value.length));

/** The text of a rule's next version: what it says now, a member a line. */
export function nextText(rule) {
  const members = Object.entries(rule).filter(([name]) => !TOLD.includes(name)).map(([name, value]) => {
    const items = Array.isArray(value) && value.some(item => typeof item === "object");
    return "  " + JSON.stringify(name) + ": "
      + (items ? "[\n" + value.map(item => "    " + spaced(short(item))).join(",\n") + "\n  ]" : spaced(value));
  });
  return "{\n" + members.join(",\n") + "\n}";
}

/** The lines that differ, in order: those that go begin with "- ", those that come with "+ ". */
export function changedLines(before, after) {
  const [old, now] = [before, after].map(text => text.trim().split("\n"));
  // How many lines the rests from there on have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Array(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i][j] = old[i] === now[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const changed = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) [i, j] = [i + 1, j + 1];
    else if (j === now.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) changed.push("- " + old[i++].trim());
    else changed.push("+ " + now[j++].trim());
  }
  return changed;
}

export const NEW_WALLET_TYPE = `{
  "name": "",
  "title": "",
  "currencies": [ "EUR" ],
  "maxBalance": 100000,
  "limits": [
    { "name": "daily", "direction": "out", "measure": "amount", "window": "day", "max": 50000 }
  ],
  "timeZone": "UTC"
}`;

export const NEW_TRANSACTION_TYPE = `{
  "name": "",
  "title": "",
  "fees": [
    { "kind": "percent", "basisPoints": 100, "min": 10, "paidBy": "payer", "refundable": false }
  ]
}`;

/** What may stand in their texts. */
export const WALLET_TYPE_MEMBERS = [
  ["title", "1 to 100 characters"],
  ["currencies", "in which such wallets can be opened; all, if left out"],
  ["minBalance", "what has to stay in it after a payment"],
  ["maxBalance", "the most that may be in it after money came"],
  ["creditLimit", "how far it may go below zero by a payment; not beside minBalance"],
  ["limits", "name; measure: amount or count; direction: out or in; window: transaction, hour, day, week, month,"
    + " rolling-24h or rolling-30d; max; transactionTypes: which movements count, all if left out"],
  ["timeZone", "by whose calendar the limits count, such as Europe/Berlin; UTC, if left out"],
];

export const TRANSACTION_TYPE_MEMBERS = [
  ["title", "1 to 100 characters"],
  ["fees", "kind: fixed with amount, percent with basisPoints (hundredths of a percent), or tiers with upTo, amount and"
    + " basisPoints each, the last without upTo; min; max; paidBy: payer or payee; refundable; commission: of one that"
    + " is not refundable, payee (a user or an account) and basisPoints (of the fee)"],
  ["payerWalletTypes", "who may pay so; all, if left out"],
  ["payeeWalletTypes", "who may be paid so; all, if left out"],
  ["beneficiary", "none, or required: whether the payee has to be among the payer's beneficiaries; with coolingOff (such as"
    + " PT24H) a new one is paid coolingOffMax at most in one payment"],
  ["limitsOnRefund", "kept, or given-back: whether what is refunded counts on the payer's limits no more"],
];
