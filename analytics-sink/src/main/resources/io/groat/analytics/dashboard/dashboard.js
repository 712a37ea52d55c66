"use strict";

// The dashboard. It shows what the stream says, and asks for series; the token stays in this tab, the view in the address.

const $ = id => document.getElementById(id);
const TOKEN = "groat.token";
const WINDOWS = ["5m", "1h", "24h", "all"];
const SPARK = 90;
const state = { window: "1h", figures: {}, totals: null, base: null, lastId: null, stream: null, at: null, heardAt: 0,
  series: null, sparks: {}, drawn: "" };
const charts = {};

/* ---------- talking to the service ---------- */

const bearer = () => ({ Authorization: "Bearer " + sessionStorage.getItem(TOKEN) });

async function get(path) {
  const answer = await fetch(path, { headers: { ...bearer(), Accept: "application/json" } });
  if (answer.status === 401 || answer.status === 403) signOut(answer.status === 401
    ? "The key or token is not, or no longer, good." : "This needs the role of an analyst.");
  if (!answer.ok) throw new Error("The service answered " + answer.status);
  return answer.json();
}

/** Reads the stream, and goes on where it broke off. */
async function listen() {
  const ending = new AbortController();
  state.stream?.abort();
  state.stream = ending;
  while (!ending.signal.aborted && sessionStorage.getItem(TOKEN)) {
    try {
      const headers = { ...bearer(), Accept: "text/event-stream" };
      if (state.lastId) headers["Last-Event-ID"] = state.lastId;
      const answer = await fetch("/v1/stream?window=" + state.window, { headers, signal: ending.signal });
      if (answer.status === 401 || answer.status === 403) {
        return signOut(answer.status === 401 ? "The key or token is not, or no longer, good."
          : "This needs the role of an analyst.");
      }
      if (!answer.ok) throw new Error("" + answer.status);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        rest += value;
        const events = rest.split("\n\n");
        rest = events.pop();
        for (const text of events) heard(parse(text));
      }
    } catch (failure) {
      if (ending.signal.aborted) return;
    }
    await new Promise(done => setTimeout(done, 1000));
  }
}

function parse(text) {
  const event = { name: "message", data: "" };
  for (const line of text.split("\n")) {
    if (line.startsWith("id: ")) event.id = line.slice(4);
    else if (line.startsWith("event: ")) event.name = line.slice(7);
    else if (line.startsWith("data: ")) event.data += line.slice(6);
  }
  event.data = JSON.parse(event.data);
  return event;
}

function heard(event) {
  state.heardAt = Date.now();
  if (event.name === "totals") {
    state.totals = event.data.totals;
    return showCounts();
  }
  if (event.name === "snapshot") state.figures = {};
  for (const [name, value] of Object.entries(event.data.figures)) {
    if (value === null && !(name in state.figures) && event.name === "change") continue;
    state.figures[name] = value;
  }
  state.lastId = event.id;
  state.at = event.data.at;
  state.base = event.data.totals;
  state.totals = event.data.totals;
  showAll();
}

/* ---------- words and numbers ---------- */

const count = value => value === null || value === undefined ? "–" : Number(value).toLocaleString("en");
const percent = value => value === null || value === undefined ? "–" : (value * 100).toLocaleString("en",
  { maximumFractionDigits: 2 }) + "%";
const millis = value => value === null || value === undefined ? "–" : value >= 10000
  ? (value / 1000).toLocaleString("en", { maximumFractionDigits: 1 }) + " s"
  : value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 }) + " ms";
const clock = time => new Date(time).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function money(minor, currency) {
  if (minor === null || minor === undefined) return "–";
  let digits = 2;
  try {
    digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  } catch (unknown) { /* shown with two digits */ }
  const text = String(minor).replace("-", "").padStart(digits + 1, "0");
  const whole = digits ? text.slice(0, -digits) : text;
  return (String(minor).startsWith("-") ? "−" : "") + BigInt(whole).toLocaleString("en") + (digits ? "." + text.slice(-digits) : "")
    + " " + currency;
}

/** An element with properties and children; a text is a text, never markup. */
function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key.includes("-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

const figure = name => state.figures[name];
/** The names that have something in the star's place: [what, name]. */
function having(pattern) {
  const [before, after] = pattern.split("*");
  return Object.keys(state.figures)
    .filter(name => name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length
      && state.figures[name] !== null)
    .map(name => [name.slice(before.length, name.length - after.length), name]);
}
const row = (...cells) => el("tr", {}, ...cells);
const cell = (text, kind) => el("td", { class: kind || "" }, text);
const number = text => cell(text, "number");
const none = (columns, text) => row(el("td", { colSpan: columns, class: "none" }, text));
const rows = (id, found, columns, text) => $(id).replaceChildren(...(found.length ? found : [none(columns, text)]));

/* ---------- tiles ---------- */

const since = name => state.totals && state.base ? state.totals[name] - state.base[name] : 0;
const ended = () => figure("payments.ended.count") + since("completed") + since("failed") + since("cancelled");

const TILES = [
  { id: "completed", title: "Completed", value: () => count(figure("payments.completed.count") + since("completed")),
    of: () => "of " + count(ended()) + " ended", spark: () => state.totals?.completed, rate: true },
  { id: "initiated", title: "Initiated", value: () => count(figure("payments.initiated.count") + since("initiated")),
    of: () => count(figure("payments.open.count")) + " under way", spark: () => state.totals?.initiated, rate: true },
  { id: "success", title: "Success rate", value: () => percent(figure("payments.successRate.value")),
    of: () => "of " + count(figure("payments.ended.count")) + " ended" },
  { id: "failed", title: "Failed", value: () => count(figure("payments.failed.count") + since("failed")),
    of: () => "of " + count(ended()) + " ended", spark: () => state.totals?.failed, rate: true },
  { id: "cancelled", title: "Cancelled", value: () => count(figure("payments.cancelled.count") + since("cancelled")),
    of: () => "of " + count(ended()) + " ended" },
  { id: "latency", title: "Latency p99", value: () => millis(figure("payments.latency.p99Ms")),
    of: () => "p50 " + millis(figure("payments.latency.p50Ms")) + ", p95 " + millis(figure("payments.latency.p95Ms")),
    spark: () => figure("payments.latency.p99Ms") },
  { id: "cross", title: "Across shards", value: () => percent(figure("payments.crossShard.share")),
    of: () => count(figure("payments.crossShard.count")) + " of " + count(figure("payments.initiated.count")) + " initiated" },
  { id: "payers", title: "Active payers", value: () => count(figure("payers.active.count")),
    of: () => count(figure("payees.active.count")) + " payees; ±1.6%" },
  { id: "accounts", title: "Accounts", value: () => count(figure("accounts.count")), of: () => "now, on all shards",
    source: "router" },
  { id: "users", title: "New users", value: () => count(figure("users.created.count")), of: () => "in the window" },
  { id: "held", title: "Held", value: () => count(figure("payments.held.count")),
    of: () => "of " + count(figure("payments.initiated.count")) + " initiated" },
  { id: "notified", title: "Messages sent", value: () => count(figure("notifications.sent.count")),
    of: () => count(figure("notifications.failed.count")) + " failed" },
];

function makeTiles() {
  $("tiles").replaceChildren(...TILES.map(tile => el("article", { class: "tile", id: "tile-" + tile.id,
    "data-source": tile.source || "events" },
    el("h2", {}, tile.title), el("div", { class: "value", id: "value-" + tile.id }, "–"),
    el("div", { class: "of", id: "of-" + tile.id }), tile.spark ? spark() : null)));
}

function spark() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 " + SPARK + " 28");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  return svg;
}

function setText(id, text) {
  const element = $(id);
  if (element.textContent !== text) element.textContent = text;
}

/** What changes between two summaries: counts, as soon as payments come. */
function showCounts() {
  if (!state.at) return;
  for (const tile of TILES) {
    setText("value-" + tile.id, tile.value());
    setText("of-" + tile.id, tile.of());
  }
}

function showSparks() {
  for (const tile of TILES.filter(one => one.spark)) {
    const own = state.sparks[tile.id] ??= { last: null, points: [] };
    const now = tile.spark();
    const value = tile.rate ? (own.last === null ? 0 : Math.max(0, now - own.last)) : now;
    own.last = now;
    if (typeof value !== "number") continue;
    own.points.push(value);
    if (own.points.length > SPARK) own.points.shift();
    const most = Math.max(...own.points, 1e-9);
    const left = SPARK - own.points.length;
    $("tile-" + tile.id).querySelector("path").setAttribute("d", own.points
      .map((point, i) => (i ? "L" : "M") + (left + i) + " " + (27 - 25 * point / most).toFixed(1)).join(""));
  }
}

/* ---------- tables ---------- */

function showTables() {
  const currencies = [...new Set([...having("payments.volume.*.amount"), ...having("accounts.balances.*.amount")]
    .map(([currency]) => currency))].sort();
  rows("volume", currencies.map(currency => row(cell(currency),
    number(money(figure("payments.volume." + currency + ".amount") ?? 0, currency)),
    number(money(figure("accounts.balances." + currency + ".amount"), currency)))), 3, "nothing yet");
  rows("top", having("payees.top.*.user").slice(0, 6).map(([place]) => {
    const name = "payees.top." + place + ".";
    return row(cell(figure(name + "user"), "name"), number(count(figure(name + "payments"))),
      number((figure(name + "tooHighBy") == 0 ? "" : "≤ ") + money(figure(name + "amount"), figure(name + "currency"))));
  }), 3, "nobody yet");
  const all = [...having("payments.failures.*.count").map(one => [...one, "failed"]),
    ...having("payments.cancellations.*.count").map(one => [...one, "cancelled"])]
    .sort((one, other) => figure(other[1]) - figure(one[1]));
  rows("reasons", all.map(([reason, name, how]) => row(cell(reason + (how === "cancelled" ? " (cancelled)" : ""), "name"),
    number(count(figure(name))), number(percent(figure(name) / figure("payments.ended.count"))))), 3, "none");
  rows("channels", having("notifications.channels.*.sent.count").map(([channel, name]) => row(cell(channel),
    number(count(figure(name))), number(count(figure("notifications.channels." + channel + ".failed.count"))))), 3,
    "no messages in the window");
  rows("consumers", Object.keys(state.figures).filter(name => name.startsWith("consumers.") && figure(name) !== null)
    .map(name => {
      const parts = name.split(".");
      return row(cell(parts.slice(1, -2).join("."), "name"), cell(parts.at(-2), "name"), number(count(figure(name))));
    }), 3, "none known");
  const pair = (name, value) => [el("dt", {}, name), el("dd", {}, value)];
  $("fraud").replaceChildren(
    ...pair("scored, of payments initiated", count(figure("fraud.scored.count")) + " (" + percent(figure("fraud.scored.share")) + ")"),
    ...pair("allowed", count(figure("fraud.allowed.count"))),
    ...pair("sent to review, of scored", count(figure("fraud.review.count")) + " (" + percent(figure("fraud.review.share")) + ")"),
    ...pair("blocked, of scored", count(figure("fraud.blocked.count")) + " (" + percent(figure("fraud.blocked.share")) + ")"),
    ...pair("reviews approved / blocked", count(figure("fraud.reviews.approved.count")) + " / "
      + count(figure("fraud.reviews.blocked.count"))),
    ...pair("review time p50 / p99", span(figure("fraud.reviewTime.p50Seconds")) + " / " + span(figure("fraud.reviewTime.p99Seconds"))));
}

const span = seconds => seconds === null || seconds === undefined ? "–" : seconds < 120 ? seconds.toFixed(1) + " s"
  : Math.round(seconds / 60) + " min";

const shardNumbers = () => having("shards.*.state").map(([shard]) => shard).sort((one, other) => one - other);
const mark = (text, kind) => el("span", { class: "state " + kind }, text);

function showShards() {
  rows("shards", shardNumbers().map(shard => {
    const own = name => figure("shards." + shard + "." + name);
    const up = own("state") === "UP";
    return row(cell(shard),
      el("td", { title: own("trouble") || "" }, mark(own("state").toLowerCase(), up ? "good" : own("state") === "DOWN" ? "bad" : "warn")),
      el("td", {}, mark(own("breaker").toLowerCase().replace("_", " "), own("breaker") === "CLOSED" ? "good"
        : own("breaker") === "UNKNOWN" ? "warn" : "bad")),
      number(count(own("accounts.count"))), number(count(own("payments.initiated.count"))),
      number(millis(own("latency.p50Ms"))), number(millis(own("latency.p99Ms"))), number(millis(own("roundTripMs"))),
      number(count(own("lane.depth"))), number(count(own("outbox.waiting"))), number(count(own("pending.count"))));
  }), 11, "no router has told of any yet");
}

/* ---------- staleness, emptiness, system ---------- */

const SOURCES = { events: "Events", store: "The store of figures", router: "The shards", consumers: "Consumers' lag" };

function showNotices() {
  const notices = [];
  for (const [source, title] of Object.entries(SOURCES)) {
    const dead = figure("sources." + source + ".live") === false;
    const from = figure("sources." + source + ".since");
    if (dead) {
      notices.push(el("div", { class: "notice", id: "stale-" + source }, title + ": stale since " + clock(from)
        + ", what depends on them is as of then. " + (figure("sources." + source + ".reason") || "")));
    }
    for (const element of document.querySelectorAll("[data-source=" + source + "]")) {
      const stale = dead || (element.dataset.source === "events" && figure("sources.store.live") === false);
      element.classList.toggle("stale", stale);
      let own = element.querySelector(":scope > .stale-mark");
      if (stale && !own) element.append(own = el("span", { class: "stale-mark" }));
      if (own) stale ? own.textContent = "stale since " + clock(dead ? from : figure("sources.store.since")) : own.remove();
    }
  }
  if (state.at && figure("payments.initiated.count") === 0 && since("initiated") === 0) {
    notices.push(el("div", { class: "notice info", id: "empty" }, state.totals?.initiated
      ? "No payments in this window." : "No payments yet: everything is at zero."));
  }
  const text = notices.map(one => one.textContent).join("|");
  if ($("notices").dataset.text !== text) {
    $("notices").dataset.text = text;
    $("notices").replaceChildren(...notices);
  }
}

function part(name, kind, text) {
  return el("div", { class: "part " + kind, role: "listitem" }, el("b", {}, name), mark(text[0], kind),
    text[1] ? el("small", {}, " " + text[1]) : null);
}

function service(name) {
  const status = figure("services." + name + ".status");
  if (!status) return part(name, "warn", ["not watched"]);
  const reason = figure("services." + name + ".reason");
  return part(name, status === "UP" ? "good" : "bad", [status.toLowerCase(), "since " + clock(figure("services." + name + ".since"))
    + (reason ? ": " + reason : "")]);
}

function source(name, title, known) {
  const live = figure("sources." + name + ".live");
  return part(title, live ? "good" : live === false ? "bad" : "warn", live ? ["up", known] : ["stale",
    "since " + clock(figure("sources." + name + ".since"))]);
}

function showSystem() {
  const shards = shardNumbers();
  const up = shards.filter(shard => figure("shards." + shard + ".state") === "UP").length;
  const waiting = shards.reduce((sum, shard) => sum + (figure("shards." + shard + ".outbox.waiting") || 0), 0);
  const arrow = () => el("span", { class: "arrow", "aria-hidden": "true" }, "→");
  const stale = figure("sources.router.live") === false;
  $("system").replaceChildren(service("shard-router"), arrow(),
    part("MySQL shards", stale || !shards.length ? "warn" : up === shards.length ? "good" : "bad",
      [up + " of " + shards.length + " up", stale ? "as last seen" : ""]), arrow(),
    part("outbox", stale ? "warn" : waiting > 5000 ? "bad" : "good", [count(waiting) + " waiting"]), arrow(),
    source("events", "Kafka"), arrow(), service("fraud-scorer"), service("notifier"),
    source("store", "analytics-sink and Cassandra", "figures at " + clock(state.at)));
}

/* ---------- charts ---------- */

const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const chart = id => charts[id] ??= echarts.init($(id), null, { renderer: "canvas" });

/** Colours that colour-blind people can tell apart (Okabe and Ito), and patterns of lines beside them. */
const COLOURS = { completed: "#0072b2", failed: "#d55e00", cancelled: "#cc79a7", open: "#999999", rate: "#009e73",
  same: "#56b4e9", cross: "#e69f00" };

function look() {
  const text = { color: css("--text") };
  const axis = { axisLine: { lineStyle: { color: css("--line") } }, axisLabel: { color: css("--soft") },
    splitLine: { lineStyle: { color: css("--line") } }, nameTextStyle: { color: css("--soft") } };
  return { text, axis, tooltip: { renderMode: "richText", backgroundColor: css("--card"), borderColor: css("--line"), textStyle: text } };
}

function range() {
  const now = Date.now();
  const minutes = { "5m": 30, "1h": 60 }[state.window];
  if (minutes) return { granularity: "minute", from: now - minutes * 60000 };
  return state.window === "24h" ? { granularity: "hour", from: now - 23 * 3600000 }
    : { granularity: "day", from: now - 29 * 86400000 };
}

async function loadSeries() {
  const asked = state.window;
  const { granularity, from } = range();
  const path = metric => "/v1/series?metric=" + metric + "&granularity=" + granularity
    + "&from=" + new Date(from).toISOString();
  try {
    const found = await Promise.all(["payments.completed", "payments.failed", "payments.cancelled", "payments.successRate"]
      .map(metric => get(path(metric))));
    if (asked !== state.window) return;
    state.series = found.map(one => one.series[0].points);
    drawSeries();
  } catch (failure) { /* the stream says what is wrong */ }
}

/** The last point is still growing: it stands where the stream has it, not where it was when it was asked for. */
function drawSeries() {
  if (!state.series) return;
  const { text, axis, tooltip } = look();
  const [completed, failed, cancelled, rate] = state.series;
  const stack = (name, points, colour, decal) => ({ name, type: "bar", stack: "payments", itemStyle: { color: colour, decal },
    data: points.map(point => [point.at, point.value]), barMaxWidth: 40, animation: false });
  chart("over-time").setOption({
    aria: { enabled: true }, textStyle: text, animation: false,
    legend: { textStyle: text, top: 0 },
    tooltip: { ...tooltip, trigger: "axis" },
    grid: { left: 50, right: 50, top: 36, bottom: 28 },
    xAxis: { type: "time", ...axis, splitLine: { show: false } },
    yAxis: [{ type: "value", minInterval: 1, min: 0, max: value => Math.max(1, value.max), ...axis },
      { type: "value", min: 0, max: 1, axisLabel: { color: css("--soft"), formatter: value => value * 100 + "%" },
        splitLine: { show: false } }],
    series: [stack("completed", completed, COLOURS.completed), stack("failed", failed, COLOURS.failed,
      { symbol: "rect", rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [3, 4], color: "rgba(255,255,255,.55)" }),
      stack("cancelled", cancelled, COLOURS.cancelled, { symbol: "circle", color: "rgba(255,255,255,.55)" }),
      { name: "success rate", type: "line", yAxisIndex: 1, symbol: "circle", symbolSize: 4, connectNulls: false, animation: false,
        lineStyle: { color: COLOURS.rate, width: 2, type: "dashed" }, itemStyle: { color: COLOURS.rate },
        data: rate.map(point => [point.at, point.value]) }],
  }, true);
}

function drawFlow() {
  const { text, tooltip } = look();
  const nodes = new Map();
  const links = [];
  const link = (from, to, value, colour) => {
    if (value > 0) {
      links.push({ source: from, target: to, value });
      for (const [name, tint] of [[from, null], [to, colour]]) if (!nodes.has(name) || tint) nodes.set(name, tint || COLOURS.open);
    }
  };
  const words = [];
  for (const [way, title, tint] of [["sameShard", "same shard", COLOURS.same], ["crossShard", "across shards", COLOURS.cross]]) {
    const flow = step => figure("payments.flow." + way + "." + step + ".count") || 0;
    link("initiated", title, flow("initiated"), tint);
    for (const end of ["completed", "failed", "cancelled"]) link(title, end, flow(end), COLOURS[end]);
    link(title, "under way", Math.max(0, flow("initiated") - flow("completed") - flow("failed") - flow("cancelled")), COLOURS.open);
    words.push(title + ": " + count(flow("initiated")) + " initiated, " + count(flow("completed")) + " completed, "
      + count(flow("failed")) + " failed, " + count(flow("cancelled")) + " cancelled");
  }
  for (const [reason, name] of having("payments.failures.*.count")) link("failed", reason, figure(name), COLOURS.failed);
  for (const [reason, name] of having("payments.cancellations.*.count")) {
    link("cancelled", reason + " ", figure(name), COLOURS.cancelled);
  }
  setText("flow-text", words.join("; ") + ".");
  const narrow = $("flow").clientWidth < 500;
  chart("flow").setOption({
    textStyle: text, animation: false, tooltip: { ...tooltip, trigger: "item" },
    series: links.length ? [{ type: "sankey", left: 10, right: narrow ? 110 : 190, top: 10, bottom: 10, nodeGap: 14,
      data: [...nodes].map(([name, color]) => ({ name, itemStyle: { color, borderColor: color } })), links,
      label: { color: css("--text"), fontSize: narrow ? 10 : 12, overflow: "break", width: narrow ? 100 : 180,
        formatter: one => one.name.trim() + " " + count(one.value) },
      lineStyle: { color: "gradient", opacity: .35 }, emphasis: { focus: "adjacency" } }] : [],
  }, true);
}

function drawShards() {
  const { text, axis, tooltip } = look();
  const shards = shardNumbers();
  chart("shard-load").setOption({
    textStyle: text, animation: false, legend: { textStyle: text, top: 0 }, tooltip: { ...tooltip, trigger: "axis" },
    grid: { left: 50, right: 60, top: 34, bottom: 24 },
    xAxis: { type: "category", data: shards.map(shard => "shard " + shard), ...axis },
    yAxis: [{ type: "value", minInterval: 1, name: "payments", ...axis },
      { type: "value", name: "ms", ...axis, splitLine: { show: false } }],
    series: [{ name: "payments initiated", type: "bar", barMaxWidth: 46, itemStyle: { color: COLOURS.completed },
      data: shards.map(shard => figure("shards." + shard + ".payments.initiated.count") || 0) },
      { name: "latency p99", type: "scatter", yAxisIndex: 1, symbol: "diamond", symbolSize: 14, itemStyle: { color: COLOURS.failed },
        data: shards.map(shard => figure("shards." + shard + ".latency.p99Ms")) }],
  }, true);
}

/* ---------- the whole ---------- */

/** Drawn again only when what they show is other. */
function drawCharts() {
  const shown = JSON.stringify(Object.entries(state.figures).filter(([name]) =>
    name.startsWith("payments.fl") || name.startsWith("payments.fail") || name.startsWith("payments.canc")
    || name.includes(".latency.p99Ms") || name.includes(".payments.initiated")));
  if (shown === state.drawn) return;
  state.drawn = shown;
  drawFlow();
  drawShards();
}

function showAll() {
  showCounts();
  showSparks();
  showTables();
  showShards();
  showNotices();
  showSystem();
  drawCharts();
  setText("as-of", "Figures as of " + new Date(state.at).toLocaleString() + ". Times of windows begin with whole minutes, hours "
    + "or days in UTC.");
}

function showLive() {
  if (!sessionStorage.getItem(TOKEN)) return;
  const on = Date.now() - state.heardAt < 4000;
  $("live").className = "live " + (on ? "on" : "off");
  setText("live", on ? "live" : state.heardAt ? "not live since " + clock(state.heardAt) : "connecting");
  for (const tile of document.querySelectorAll(".tile")) tile.classList.toggle("stale", !on || tile.querySelector(".stale-mark") !== null);
}

function choose(name, keep) {
  state.window = WINDOWS.includes(name) ? name : "1h";
  state.lastId = null;
  state.series = null;
  state.drawn = "";
  for (const button of $("windows").children) {
    const own = button.dataset.window === state.window;
    button.setAttribute("aria-checked", own);
    button.tabIndex = own ? 0 : -1;
  }
  remember(keep);
  if (sessionStorage.getItem(TOKEN)) {
    listen();
    loadSeries();
  }
}

/** The address holds the view. */
function remember(keep) {
  const view = new URLSearchParams({ window: state.window });
  const theme = document.documentElement.dataset.chosen;
  if (theme) view.set("theme", theme);
  const address = "/?" + view;
  if (location.pathname + location.search !== address) history[keep ? "replaceState" : "pushState"](null, "", address);
}

function setTheme(name) {
  const dark = name ? name === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  if (name) document.documentElement.dataset.chosen = name;
  state.drawn = "";
  if (state.at) {
    drawCharts();
    drawSeries();
  }
}

function signOut(why) {
  sessionStorage.removeItem(TOKEN);
  state.stream?.abort();
  $("sign-out").hidden = true;
  $("sign-in-error").textContent = why || "";
  if (!$("sign-in").open) $("sign-in").showModal();
}

function begin() {
  const view = new URLSearchParams(location.search);
  setTheme(["light", "dark"].includes(view.get("theme")) ? view.get("theme") : null);
  makeTiles();
  choose(view.get("window") || "1h", true);
  if (sessionStorage.getItem(TOKEN)) $("sign-out").hidden = false;
  else signOut();
}

$("sign-in-form").addEventListener("submit", event => {
  event.preventDefault();
  sessionStorage.setItem(TOKEN, $("token").value.trim());
  $("token").value = "";
  $("sign-in-error").textContent = "";
  $("sign-in").close();
  $("sign-out").hidden = false;
  choose(state.window, true);
});
$("sign-in").addEventListener("cancel", event => event.preventDefault());
$("sign-out").addEventListener("click", () => signOut());
$("theme").addEventListener("click", () => {
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  remember(true);
});
$("windows").addEventListener("click", event => {
  const name = event.target.dataset.window;
  if (name) choose(name);
});
$("windows").addEventListener("keydown", event => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const next = WINDOWS[(WINDOWS.indexOf(state.window) + step + WINDOWS.length) % WINDOWS.length];
  choose(next);
  $("windows").querySelector("[data-window='" + next + "']").focus();
});
addEventListener("popstate", () => choose(new URLSearchParams(location.search).get("window") || "1h", true));
addEventListener("resize", () => {
  for (const one of Object.values(charts)) one.resize();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  if (!document.documentElement.dataset.chosen) setTheme(null);
});
setInterval(showLive, 1000);
setInterval(() => {
  if (sessionStorage.getItem(TOKEN)) loadSeries();
}, 5000);
begin();
