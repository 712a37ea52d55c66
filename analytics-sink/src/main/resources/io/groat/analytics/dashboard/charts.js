// Charts. They are drawn again when what they show has changed, and leave gaps where nothing is known.

import { $, count, millis, digits, setText, clock } from "./words.js";
import { live, figure, having, trend, pointLength, eventsStaleSince } from "./stream.js";
import { currencies, mainCurrency } from "./figures.js";

const charts = {};
const drawn = {};
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Colours that colour-blind people can tell apart (Okabe and Ito); patterns and kinds of lines say the same. */
const COLOURS = { completed: "#0072b2", failed: "#d55e00", cancelled: "#cc79a7", open: "#999999", rate: "#009e73",
  same: "#56b4e9", cross: "#e69f00" };
const STRIPES = { symbol: "rect", rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [3, 4], color: "rgba(255,255,255,.55)" };
const DOTS = { symbol: "circle", color: "rgba(255,255,255,.55)" };

/** What charts can show over time, by its name in the address. */
export const KINDS = { payments: "Payments", volume: "Volume", latency: "Latency", fraud: "Fraud" };

function look() {
  const text = { color: css("--text") };
  const axis = { axisLine: { lineStyle: { color: css("--line") } }, axisLabel: { color: css("--soft"), hideOverlap: true },
    splitLine: { lineStyle: { color: css("--line") } }, nameTextStyle: { color: css("--soft") } };
  return { text, axis, tooltip: { renderMode: "richText", confine: true, backgroundColor: css("--card"),
    borderColor: css("--line"), textStyle: text } };
}

/** Sets what a chart shows, unless it shows that. */
function set(id, options) {
  const key = JSON.stringify(options, (name, value) => typeof value === "bigint" ? "" + value : value);
  if (drawn[id] === key) return;
  drawn[id] = key;
  (charts[id] ??= echarts.init($(id), null, { renderer: "canvas" })).setOption(options, true);
}

export const resize = () => Object.values(charts).forEach(one => one.resize());

/* ---------- over time ---------- */

const value = name => ([at, point]) => [at, point && (point[name] ?? 0)];
const bars = (name, title, points, colour, decal) => ({ name: title, type: "bar", stack: "all", barMaxWidth: 40,
  itemStyle: { color: colour, decal }, data: points.map(value(name)) });
const line = (name, title, points, colour, type) => ({ name: title, type: "line", symbol: "circle", symbolSize: 4,
  connectNulls: false, lineStyle: { color: colour, width: 2, type }, itemStyle: { color: colour },
  data: points.map(([at, point]) => [at, point && (point[name] ?? null)]) });

function success(points) {
  return { name: "success rate", type: "line", yAxisIndex: 1, symbol: "circle", symbolSize: 4, connectNulls: false,
    lineStyle: { color: COLOURS.rate, width: 2, type: "dashed" }, itemStyle: { color: COLOURS.rate },
    data: points.map(([at, point]) => {
      const completed = point?.["payments.completed.count"] ?? 0;
      const ended = completed + (point?.["payments.failed.count"] ?? 0) + (point?.["payments.cancelled.count"] ?? 0);
      return [at, ended ? completed / ended : null];
    }) };
}

const counts = { type: "value", minInterval: 1, min: 0 };

const OVER_TIME = {
  payments: points => ({ y: [counts, { type: "value", min: 0, max: 1, share: true }],
    series: [bars("payments.completed.count", "completed", points, COLOURS.completed),
      bars("payments.failed.count", "failed", points, COLOURS.failed, STRIPES),
      bars("payments.cancelled.count", "cancelled", points, COLOURS.cancelled, DOTS), success(points)] }),
  volume: (points, currency) => ({ y: [{ type: "value", min: 0, name: currency }],
    series: [{ name: currency + " completed", type: "bar", barMaxWidth: 40, itemStyle: { color: COLOURS.completed },
      data: points.map(([at, point]) => [at, point
        && Number(point["payments.volume." + currency + ".amount"] ?? 0) / 10 ** digits(currency)]) }] }),
  latency: points => ({ y: [{ type: "value", min: 0, name: "ms" }],
    series: [line("payments.latency.p50Ms", "p50", points, COLOURS.completed, "solid"),
      line("payments.latency.p95Ms", "p95", points, COLOURS.cross, "dashed"),
      line("payments.latency.p99Ms", "p99", points, COLOURS.failed, "dotted")] }),
  fraud: points => ({ y: [counts],
    series: [bars("payments.held.count", "held", points, COLOURS.cross),
      bars("fraud.review.count", "sent to review", points, COLOURS.cancelled, DOTS),
      bars("fraud.blocked.count", "blocked", points, COLOURS.failed, STRIPES)].map(one => ({ ...one, stack: null })) }),
};

/** The window itself, where more than it is drawn, and the time of which nothing is known. */
function areas(points) {
  const found = [];
  const stale = eventsStaleSince();
  const last = points[points.length - 1][0] + pointLength();
  if (live.window === "5m") {
    found.push([{ xAxis: Date.parse(live.from), name: "the window", itemStyle: { color: css("--accent"), opacity: .08 },
      label: { color: css("--soft"), position: "insideTopLeft", fontSize: 10 } }, { xAxis: last }]);
  }
  if (stale !== null) {
    found.push([{ xAxis: stale, name: "stale since " + clock(stale), itemStyle: { color: css("--warn"), opacity: .18 },
      label: { color: css("--warn"), position: "insideTop", fontSize: 11 } }, { xAxis: Math.max(last, stale + pointLength()) }]);
  }
  return found;
}

export function drawOverTime(kind, wanted) {
  const { text, axis, tooltip } = look();
  const points = trend();
  const currency = currencies().includes(wanted) ? wanted : mainCurrency() || currencies()[0] || "EUR";
  const { y, series } = OVER_TIME[kind](points, currency);
  const half = pointLength() / 2;
  series[0].markArea = { silent: true, data: areas(points) };
  set("over-time", {
    aria: { enabled: true }, textStyle: text, animation: false, legend: { textStyle: text, top: 0 },
    tooltip: { ...tooltip, trigger: "axis", valueFormatter: one => one === null || one === undefined ? "unknown"
      : kind === "latency" ? millis(one) : one.toLocaleString("en", { maximumFractionDigits: 4 }) },
    grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
    xAxis: { type: "time", min: points[0][0] - half, max: points[points.length - 1][0] + half, ...axis, splitLine: { show: false } },
    yAxis: y.map(one => ({ ...axis, ...one, splitLine: one.share ? { show: false } : axis.splitLine,
      axisLabel: { ...axis.axisLabel, formatter: one.share ? text => text * 100 + "%"
        : text => text.toLocaleString("en", { notation: text >= 10000 ? "compact" : "standard" }) } })),
    series: series.map(one => ({ animation: false, ...one })),
  });
}

/* ---------- this second ---------- */

/** Payments a second of the last two minutes; where no events came there is a gap. */
export function drawNow() {
  const { text, axis, tooltip } = look();
  const now = Date.parse(live.at);
  const rates = { initiated: [], completed: [], other: [] };
  live.seconds.forEach((second, i) => {
    const before = live.seconds[i - 1];
    if (!before) return;
    const seconds = (second.at - before.at) / 1000;
    const add = (list, names) => list.push([second.at, seconds > 3 ? null
      : Math.max(0, names.reduce((sum, name) => sum + second[name] - before[name], 0)) / seconds]);
    add(rates.initiated, ["initiated"]);
    add(rates.completed, ["completed"]);
    add(rates.other, ["failed", "cancelled"]);
  });
  const last = rates.completed.at(-1);
  setText("rate", last && last[1] !== null && now - last[0] < 3000 ? last[1].toLocaleString("en", { maximumFractionDigits: 0 })
    + " completed a second" : "unknown");
  const series = (name, data, colour, type, area) => ({ name, type: "line", symbol: "none", animation: false, connectNulls: false,
    lineStyle: { color: colour, width: 1.6, type }, itemStyle: { color: colour },
    areaStyle: area ? { color: colour, opacity: .18 } : null, data });
  set("now", {
    textStyle: text, animation: false, legend: { textStyle: text, top: 0 },
    tooltip: { ...tooltip, trigger: "axis", valueFormatter: one => one === null ? "unknown" : Math.round(one) + "/s" },
    grid: { left: 8, right: 8, top: 40, bottom: 4, containLabel: true },
    xAxis: { type: "time", min: now - 120000, max: now, splitNumber: 3, ...axis, splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, formatter: "{HH}:{mm}:{ss}" } },
    yAxis: { type: "value", min: 0, minInterval: 1, ...axis },
    series: [series("initiated", rates.initiated, COLOURS.cross, "dotted"),
      series("completed", rates.completed, COLOURS.completed, "solid", true),
      series("not completed", rates.other, COLOURS.failed, "dashed")],
  });
}

/* ---------- the way of payments ---------- */

export function drawFlow() {
  const { text, tooltip } = look();
  const nodes = new Map();
  const links = [];
  const link = (from, to, amount, colour) => {
    if (amount > 0) {
      links.push({ source: from, target: to, value: amount });
      for (const [name, tint] of [[from, null], [to, colour]]) if (!nodes.has(name) || tint) nodes.set(name, tint || COLOURS.open);
    }
  };
  const words = [];
  for (const [way, title, tint] of [["sameShard", "same shard", COLOURS.same], ["crossShard", "across shards", COLOURS.cross]]) {
    const step = name => figure("payments.flow." + way + "." + name + ".count") || 0;
    const ends = ["completed", "failed", "cancelled"];
    const ended = ends.reduce((sum, end) => sum + step(end), 0);
    // Some that ended in the window began before it: so that the picture adds up, they count as begun.
    link("initiated", title, Math.max(step("initiated"), ended), tint);
    for (const end of ends) link(title, end, step(end), COLOURS[end]);
    link(title, "under way", Math.max(0, step("initiated") - ended), COLOURS.open);
    words.push(title + ": " + count(step("initiated")) + " initiated, " + ends.map(end => count(step(end)) + " " + end).join(", "));
  }
  for (const [reason, name] of having("payments.failures.*.count")) link("failed", reason, figure(name), COLOURS.failed);
  for (const [reason, name] of having("payments.cancellations.*.count")) {
    link("cancelled", reason + " ", figure(name), COLOURS.cancelled);
  }
  setText("flow-text", words.join("; ") + ".");
  $("flow").classList.toggle("nothing", !links.length);
  const narrow = $("flow").clientWidth < 500;
  set("flow", {
    textStyle: text, animation: false, tooltip: { ...tooltip, trigger: "item" },
    series: links.length ? [{ type: "sankey", left: 4, right: narrow ? 120 : 210, top: 8, bottom: 8, nodeGap: 16, nodeWidth: 16,
      data: [...nodes].map(([name, color]) => ({ name, itemStyle: { color, borderColor: color } })), links,
      label: { color: css("--text"), fontSize: narrow ? 10 : 12, overflow: "break", width: narrow ? 112 : 200,
        textBorderColor: css("--card"), textBorderWidth: 2,
        formatter: one => one.name.trim() + "  " + count(one.value) },
      lineStyle: { color: "gradient", opacity: .35 }, emphasis: { focus: "adjacency" } }] : [],
  });
}
