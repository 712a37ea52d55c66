// What orders, payouts and disputes come to, by provider. Nothing is shown while there were none.

import { $, count, percent, millis, money, span, cell, row, rows, number } from "./words.js";
import { figure, having } from "./stream.js";
import { measured } from "./figures.js";

const KINDS = { payouts: "payouts", sourceRefunds: "refunds to the source" };

const provider = name => name === "_none" ? "none has taken it" : name === "_others" ? "others" : name;

/** What was moved, in each currency. */
const amounts = name => having(name + "*.amount").map(([currency, one]) => money(figure(one), currency)).join(", ") || "–";

const rate = value => measured(percent(value), value, "load");

function orders() {
  return having("orders.gateways.*.created.count").map(([way]) => {
    const name = "orders.gateways." + way + ".";
    const of = what => figure(name + what);
    const [gateway, method] = way.split(".");
    return row(cell(provider(gateway), "name"), cell(method), rate(of("successRate.value")),
      number(millis(of("timeToCredit.p50Ms"))), number(millis(of("timeToCredit.p95Ms"))),
      ...["created", "credited", "failed", "expired", "attemptsFailed"].map(step => number(count(of(step + ".count")))),
      number(amounts(name + "volume.")));
  });
}

function payouts() {
  return Object.entries(KINDS).flatMap(([kind, title]) => having(kind + ".gateways.*.created.count").map(([gateway]) => {
    const name = kind + ".gateways." + gateway + ".";
    const of = what => figure(name + what);
    return row(cell(provider(gateway), "name"), cell(title), rate(of("successRate.value")),
      number(span(of("timeToSettle.p50Seconds"))), number(span(of("timeToSettle.p95Seconds"))),
      ...["created", "settled", "failed", "returned"].map(step => number(count(of(step + ".count")))),
      number(amounts(name + "volume.")));
  }));
}

function disputes() {
  return having("disputes.gateways.*.opened.count").map(([gateway]) => {
    const name = "disputes.gateways." + gateway + ".";
    const ways = ["opened", "won", "lost"];
    return row(cell(provider(gateway), "name"), ...ways.map(way => number(count(figure(name + way + ".count")))),
      ...ways.map(way => number(amounts(name + way + ".volume."))));
  });
}

export function showOutside() {
  const tables = { orders: [orders(), 11], payouts: [payouts(), 10], disputes: [disputes(), 7] };
  for (const [id, [found, columns]] of Object.entries(tables)) {
    $("outside-" + id).hidden = !found.length;
    rows(id, found, columns, "none");
  }
  $("outside").hidden = !Object.values(tables).some(([found]) => found.length);
}
