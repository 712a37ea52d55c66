// Tiles and tables.

import { $, count, percent, millis, money, shortMoney, span, el, draw, setText, show, mark, number, cell, row, rows } from "./words.js";
import { live, figure, having, since, trend } from "./stream.js";

/* ---------- tiles ---------- */

const ended = () => figure("payments.ended.count") + since("completed") + since("failed") + since("cancelled");
const completed = () => figure("payments.completed.count") + since("completed");
const ofEnded = () => "of " + count(ended()) + " ended";
const zero = name => point => point[name] ?? 0;

/** The currency in which most was paid. */
export const mainCurrency = () => having("payments.volume.*.amount")
  .sort((one, other) => Number(figure(other[1])) - Number(figure(one[1])))[0]?.[0];
/** All currencies that anything is known of. */
export const currencies = () => [...new Set([...having("payments.volume.*.amount"), ...having("accounts.balances.*.amount")]
  .map(([currency]) => currency))].sort();

const TILES = [
  { id: "completed", title: "Completed", value: () => count(completed()), of: ofEnded,
    spark: zero("payments.completed.count") },
  { id: "success", title: "Success rate", value: () => percent(ended() ? completed() / ended() : null), of: ofEnded, full: 1,
    spark: point => share(point["payments.completed.count"], point["payments.failed.count"], point["payments.cancelled.count"]) },
  { id: "latency", title: "Latency p99", value: () => millis(figure("payments.latency.p99Ms")),
    of: () => "p50 " + millis(figure("payments.latency.p50Ms")) + ", p95 " + millis(figure("payments.latency.p95Ms")),
    spark: point => point["payments.latency.p99Ms"] ?? null },
  { id: "volume", title: "Volume", value: () => shortMoney(figure("payments.volume." + mainCurrency() + ".amount") ?? 0,
    mainCurrency() || ""), of: () => currencies().length > 1 ? "completed; " + currencies().length + " currencies below" : "completed",
    spark: point => Number(point["payments.volume." + mainCurrency() + ".amount"] ?? 0) },
  { id: "failed", title: "Failed", value: () => count(figure("payments.failed.count") + since("failed")), of: ofEnded,
    spark: zero("payments.failed.count") },
  { id: "cancelled", title: "Cancelled", value: () => count(figure("payments.cancelled.count") + since("cancelled")),
    of: ofEnded, spark: zero("payments.cancelled.count") },
  { id: "initiated", title: "Initiated", value: () => count(figure("payments.initiated.count") + since("initiated")),
    of: () => count(figure("payments.open.count")) + " of them under way", spark: zero("payments.initiated.count") },
  { id: "cross", title: "Across shards", value: () => percent(figure("payments.crossShard.share")),
    of: () => count(figure("payments.crossShard.count")) + " of " + count(figure("payments.initiated.count")) + " initiated",
    spark: zero("payments.crossShard.count") },
  { id: "held", title: "Held", value: () => count(figure("payments.held.count")),
    of: () => "of " + count(figure("payments.initiated.count")) + " initiated", spark: zero("payments.held.count") },
  { id: "payers", title: "Active payers", value: () => count(figure("payers.active.count")),
    of: () => count(figure("payees.active.count")) + " payees; ±1.6%", spark: zero("payers.active.count") },
  { id: "accounts", title: "Accounts", value: () => count(figure("accounts.count")), source: "router",
    of: () => "now; " + count(figure("users.created.count")) + " new users", spark: zero("users.created.count") },
  { id: "notified", title: "Messages sent", value: () => count(figure("notifications.sent.count")),
    of: () => count(figure("notifications.failed.count")) + " failed", spark: zero("notifications.sent.count") },
];

function share(part = 0, ...others) {
  const all = others.reduce((sum, one) => sum + (one ?? 0), part);
  return all ? part / all : null;
}

export function makeTiles() {
  $("tiles").replaceChildren(...TILES.map(tile => el("article", { class: "tile", id: "tile-" + tile.id,
    "data-source": tile.source || "events" },
    el("h2", {}, tile.title), el("div", { class: "value", id: "value-" + tile.id }, "–"),
    el("div", { class: "of", id: "of-" + tile.id }),
    draw("svg", { viewBox: "0 0 100 30", preserveAspectRatio: "none", "aria-hidden": "true" },
      draw("path", { class: "under" }), draw("path", { class: "line" })))));
}

/** What changes between two frames too: counts, as soon as payments come. */
export function showCounts() {
  if (!live.at) return;
  for (const tile of TILES) {
    setText("value-" + tile.id, tile.value());
    setText("of-" + tile.id, tile.of());
  }
}

/** Lines with gaps where nothing is known. */
export function showSparks() {
  const points = trend();
  const width = 100 / Math.max(1, points.length - 1);
  for (const tile of TILES) {
    const values = points.map(([, point]) => point && tile.spark(point));
    const most = tile.full || Math.max(...values.map(value => value ?? 0)) || 1;
    let line = "", under = "", begun = null;
    const end = i => { if (begun !== null) under += "L" + (i * width).toFixed(1) + " 30L" + begun + " 30Z"; begun = null; };
    values.forEach((value, i) => {
      if (value === null || value === undefined) return end(i - 1);
      const at = (i * width).toFixed(1) + " " + (28 - 26 * value / most).toFixed(1);
      line += (begun === null ? "M" : "L") + at;
      under += (begun === null ? "M" : "L") + at;
      begun ??= (i * width).toFixed(1);
    });
    end(values.length - 1);
    const [below, above] = $("tile-" + tile.id).querySelectorAll("path");
    below.setAttribute("d", under);
    above.setAttribute("d", line);
  }
}

/* ---------- tables ---------- */

export function showTables() {
  rows("volume", currencies().map(currency => row(cell(currency),
    number(money(figure("payments.volume." + currency + ".amount") ?? 0, currency)),
    number(money(figure("accounts.balances." + currency + ".amount"), currency)))), 3, "nothing yet");
  const funded = [...new Set(["deposits", "withdrawals"].flatMap(way => having(way + ".volume.*.amount")).map(([currency]) => currency))];
  rows("funding", funded.map(currency => row(cell(currency),
    ...["deposits.volume.", "withdrawals.volume.", "funding.net."].map(name =>
      number(money(figure(name + currency + ".amount") ?? 0, currency))))), 4, "nothing came in or went out");
  rows("top", having("payees.top.*.user").slice(0, 8).map(([place]) => {
    const name = "payees.top." + place + ".";
    return row(cell(figure(name + "user"), "name"), number(count(figure(name + "payments"))),
      number((Number(figure(name + "tooHighBy")) ? "≤ " : "") + money(figure(name + "amount"), figure(name + "currency"))));
  }), 3, "nobody yet");
  const all = [...having("payments.failures.*.count").map(one => [...one, "failed"]),
    ...having("payments.cancellations.*.count").map(one => [...one, "cancelled"])]
    .sort((one, other) => figure(other[1]) - figure(one[1]));
  rows("reasons", all.map(([reason, name, how]) => row(cell(reason + (how === "cancelled" ? " (cancelled)" : ""), "name"),
    number(count(figure(name))), number(percent(figure(name) / figure("payments.ended.count"))))), 3,
    ended() ? "every payment that ended was completed" : "no payment ended in the window");
  rows("channels", having("notifications.channels.*.sent.count").map(([channel, name]) => row(cell(channel),
    number(count(figure(name))), number(count(figure("notifications.channels." + channel + ".failed.count"))))), 3,
    "no messages in the window");
  rows("consumers", Object.keys(live.figures).filter(name => name.startsWith("consumers.") && figure(name) !== null)
    .map(name => {
      const parts = name.split(".");
      return row(cell(parts.slice(1, -2).join("."), "name"), cell(parts.at(-2), "name"), number(count(figure(name))));
    }), 3, "no group of consumers is known");
  showFraud();
}

function showFraud() {
  const pair = (name, value) => [el("dt", {}, name), el("dd", {}, value)];
  const withShare = name => count(figure(name + ".count")) + " (" + percent(figure(name + ".share")) + ")";
  show("fraud", [
    pair("scored, of payments initiated", withShare("fraud.scored")),
    pair("allowed, of scored", count(figure("fraud.allowed.count"))),
    pair("held, of payments initiated", count(figure("fraud.held.count"))),
    pair("sent to review, of scored", withShare("fraud.review")),
    pair("blocked, of scored", withShare("fraud.blocked")),
    pair("reviews approved / blocked", count(figure("fraud.reviews.approved.count")) + " / "
      + count(figure("fraud.reviews.blocked.count"))),
    pair("review time p50 / p99", span(figure("fraud.reviewTime.p50Seconds")) + " / "
      + span(figure("fraud.reviewTime.p99Seconds"))),
  ].flat());
}

/* ---------- shards ---------- */

export const shardNumbers = () => having("shards.*.state").map(([shard]) => shard).sort((one, other) => one - other);

export function showShards() {
  const shards = shardNumbers();
  const own = (shard, name) => figure("shards." + shard + "." + name);
  const most = name => Math.max(1e-9, ...shards.map(shard => own(shard, name) ?? 0));
  const load = most("payments.initiated.count"), slow = most("latency.p99Ms");
  rows("shards", shards.map(shard => {
    const state = own(shard, "state"), breaker = own(shard, "breaker");
    return row(cell(shard),
      el("td", { title: own(shard, "trouble") || "" },
        mark(state.toLowerCase(), state === "UP" ? "good" : state === "DOWN" ? "bad" : "warn")),
      el("td", {}, mark(breaker.toLowerCase().replace("_", " "), breaker === "CLOSED" ? "good"
        : breaker === "UNKNOWN" || breaker === "HALF_OPEN" ? "warn" : "bad")),
      measured(count(own(shard, "payments.initiated.count")), own(shard, "payments.initiated.count") / load, "load"),
      number(millis(own(shard, "latency.p50Ms"))),
      measured(millis(own(shard, "latency.p99Ms")), (own(shard, "latency.p99Ms") ?? 0) / slow, "slow"),
      number(millis(own(shard, "roundTripMs"))), number(count(own(shard, "lane.depth"))),
      number(backlog(own(shard, "outbox.waiting"), own(shard, "outbox.oldestAgeMs"))),
      number(backlog(own(shard, "pending.count"), own(shard, "pending.oldestAgeMs"))),
      number(count(own(shard, "accounts.count"))), number(balances(shard)));
  }), 12, "no router has told of any yet");
}

const backlog = (waiting, age) => count(waiting) + (waiting ? ", " + millis(age) : "");

/** Of the currency in which most is held; others are told of by their number. */
function balances(shard) {
  const all = having("shards." + shard + ".balances.*.amount")
    .sort((one, other) => Number(figure(other[1])) - Number(figure(one[1])));
  return all.length ? shortMoney(figure(all[0][1]), all[0][0]) + (all.length > 1 ? " +" + (all.length - 1) : "") : "–";
}

/** A number above a bar that shows its part of the most. */
export function measured(text, part, kind) {
  return el("td", { class: "number measured" }, draw("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("rect", { class: kind, width: (100 * (part || 0)).toFixed(1), height: 10 })), el("span", {}, text));
}
