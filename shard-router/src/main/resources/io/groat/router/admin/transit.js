// The transit report: what gateways have of ours, for how long, and whether all of it is explained.

import { money } from "./amounts.js";
import { get } from "./api.js";
import { el } from "./elements.js";
import { facts, note, table, time } from "./parts.js";
import { address } from "./place.js";

const AGES = new Map([
  ["DAY", "under a day"],
  ["TWO_DAYS", "1 to 2 days"],
  ["THREE_DAYS", "2 to 3 days"],
  ["WEEK", "3 to 7 days"],
  ["LONGER", "over 7 days"],
]);
const KINDS = new Map([
  ["PAYMENT", "payments"],
  ["REFUND", "refunds"],
  ["PAYOUT", "payouts"],
  ["RETURN", "came back"],
  ["DISPUTE", "disputes"],
]);
/** What should not stand for so long. */
const OLD = "LONGER";

export async function transit() {
  const report = await get("/v1/settlements/transit");
  return [
    el("div", { class: "head" }, el("span", { class: "sum" }, "Transit report")),
    note("What each gateway has and has not settled stands on its transit account, which is zero when all is settled."),
    ...(report.accounts.length ? report.accounts.map(account) : [note("No gateway has anything of ours.")]),
  ];
}

function account(one) {
  const sum = minor => money(minor, one.currency);
  return el("article", { class: "wallet transit", id: "transit-" + one.gateway + "-" + one.currency },
    el("div", { class: "head" }, el("h4", {}, one.gateway), el("span", { class: "soft" }, one.currency)),
    BigInt(one.difference) ? el("p", { class: "bad" }, el("strong", {}, sum(one.difference)), " is explained by nothing: somebody has"
      + " moved money by funding:" + one.gateway + " that the gateway does not have, such as by a deposit with that source.")
      : el("p", { class: "good" }, "All of it is explained."),
    facts([
      ["on the account", sum(one.balance)],
      ["not settled", sum(one.unsettled.amount)],
      ["being settled", sum(one.underWay)],
      ["difference", sum(one.difference)],
      ["since", one.unsettled.oldest && time(one.unsettled.oldest)],
      ["open cases", cases(one)],
    ]),
    one.unsettled.byAge.length ? ages(one) : note("Nothing is unsettled."));
}

const cases = one => el("a", { href: address("cases", [], new URLSearchParams({ status: "OPEN", gateway: one.gateway })) },
  one.openCases.count + (one.openCases.count ? " about " + money(one.openCases.amount, one.currency) : ""));

const ages = one => table(["For", "What", "#Count", "#Amount"], one.unsettled.byAge.flatMap(aged => aged.kinds.map((of, index) => [
  index ? "" : el("strong", { class: "line " + (aged.age === OLD ? "bad" : "") }, AGES.get(aged.age) ?? aged.age),
  KINDS.get(of.kind) ?? of.kind, of.count.toLocaleString("en"), money(of.amount, one.currency)])));
