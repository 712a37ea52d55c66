// The system as its pieces and the arrows between them, and how its services were.

import { count, clock, draw, el, show } from "./words.js";
import { live, figure, get } from "./stream.js";
import { shardNumbers } from "./figures.js";

const SIGN = { good: "✓", bad: "✗", warn: "?" };
const FEW = 5000;

/** How something is: [kind, what to say, what more there is to know]. */
function service(name) {
  const status = figure("services." + name + ".status");
  if (!status) return ["warn", "not watched"];
  const since = "since " + clock(figure("services." + name + ".since"));
  return status === "UP" ? ["good", "up", since]
    : [status === "DEGRADED" ? "warn" : "bad", status.toLowerCase(), since + ". " + (figure("services." + name + ".reason") || "")];
}

function source(name) {
  const is = figure("sources." + name + ".live");
  return is ? ["good", "up"] : is === false
    ? ["bad", "stale", "since " + clock(figure("sources." + name + ".since")) + ". " + (figure("sources." + name + ".reason") || "")]
    : ["warn", "not known"];
}

function shard(number) {
  const own = name => figure("shards." + number + "." + name);
  if (figure("sources.router.live") === false) return ["warn", "as last seen"];
  return own("state") === "UP" ? ["good", "up"] : own("state") === "DOWN" ? ["bad", "down", own("trouble") || ""] : ["warn", "unknown"];
}

function lag(group) {
  if (figure("sources.consumers.live") === false) return null;
  const names = Object.keys(live.figures).filter(name => name.startsWith("consumers." + group) && figure(name) !== null);
  return names.length ? names.reduce((sum, name) => sum + figure(name), 0) : null;
}

const worst = (...kinds) => kinds.includes("bad") ? "bad" : kinds.includes("warn") ? "warn" : "good";

/** Pieces by name: [title, how it is]; arrows: [from, to, how it is, what waits]. */
function pieces() {
  const numbers = shardNumbers();
  const found = { clients: ["clients", ["good", ""]], router: ["shard-router", service("shard-router")] };
  const arrows = [["clients", "router", found.router[1][0]]];
  for (const number of numbers) {
    found["shard" + number] = ["MySQL " + number, shard(number)];
    const breaker = figure("shards." + number + ".breaker");
    arrows.push(["router", "shard" + number, worst(found["shard" + number][1][0], breaker === "OPEN" ? "bad" : "good"),
      breaker === "OPEN" ? "breaker open" : ""]);
  }
  const waiting = numbers.reduce((sum, one) => sum + (figure("shards." + one + ".outbox.waiting") || 0), 0);
  const unknown = figure("sources.router.live") === false || !numbers.length;
  found.kafka = ["Kafka", figure("sources.consumers.live") === undefined ? source("events") : source("consumers")];
  arrows.push(["shards", "kafka", unknown ? "warn" : worst(found.kafka[1][0], waiting > FEW ? "bad" : "good"),
    unknown ? "outbox ?" : "outbox " + count(waiting)]);
  for (const name of ["fraud-scorer", "analytics-sink", "notifier"]) {
    found[name] = [name, service(name)];
    const behind = lag(name);
    arrows.push(["kafka", name, behind === null ? "warn" : worst(found[name][1][0], behind > FEW ? "bad" : "good"),
      behind === null ? "lag ?" : "lag " + count(behind)]);
  }
  found.cassandra = ["Cassandra", source("store")];
  for (const name of ["fraud-scorer", "analytics-sink"]) arrows.push([name, "cassandra", found.cassandra[1][0]]);
  found.redis = ["Redis", source("redis")];
  arrows.push(["router", "redis", found.redis[1][0]]);
  return { found, arrows, numbers };
}

/** Where things are: wide, and narrow for phones. A piece: [x, y] of its left upper corner. */
function places(numbers, narrow) {
  const size = narrow ? [104, 46] : [132, 50];
  const at = {};
  const rows = Math.max(4, numbers.length);
  if (narrow) {
    Object.assign(at, { clients: [8, 8], router: [128, 8], redis: [248, 8], kafka: [128, 216],
      "fraud-scorer": [8, 316], "analytics-sink": [128, 316], notifier: [248, 316], cassandra: [68, 406] });
    numbers.forEach((one, i) => at["shard" + one] = [8 + (i % 4) * 90, 108 + Math.floor(i / 4) * 54]);
    const more = Math.max(0, Math.ceil(numbers.length / 4) - 1) * 54;
    for (const name of ["kafka", "fraud-scorer", "analytics-sink", "notifier", "cassandra"]) at[name][1] += more;
    return { at, size, box: [360, 460 + more] };
  }
  const step = 62, height = rows * step;
  const middle = height / 2 - size[1] / 2;
  Object.assign(at, { clients: [4, middle], router: [186, middle], redis: [186, height - size[1] - 4], kafka: [720, middle],
    "fraud-scorer": [950, middle - 84], "analytics-sink": [950, middle], notifier: [950, middle + 84],
    cassandra: [1144, middle - 42] });
  numbers.forEach((one, i) => at["shard" + one] = [440, (height - numbers.length * step) / 2 + i * step + (step - size[1]) / 2]);
  return { at, size, box: [1280, height] };
}

export function showSystem(width) {
  const narrow = width < 700;
  const { found, arrows, numbers } = pieces();
  const { at, size, box } = places(numbers, narrow);
  const widthOf = name => narrow && name.startsWith("shard") ? 82 : size[0];
  const edge = (name, to) => {
    const [x, y] = at[name], w = widthOf(name), h = size[1];
    const [toX, toY] = at[to];
    if (narrow || Math.abs(toX - x) < 20) {
      return Math.abs(toY - y) < 20 ? [toX > x ? x + w : x, y + h / 2] : [x + w / 2, toY > y ? y + h : y];
    }
    return [toX > x ? x + w : x, y + h / 2];
  };
  const line = (from, to, kind, label, first) => {
    const [x1, y1] = edge(from, to), [x2, y2] = edge(to, from);
    const along = narrow ? .5 : .45;
    return [draw("path", { class: "way " + kind, d: "M" + x1 + " " + y1 + "L" + x2 + " " + y2, "marker-end": "url(#tip-" + kind + ")" }),
      label && first ? draw("text", { class: "label", x: x1 + (x2 - x1) * along, y: y1 + (y2 - y1) * along - 5,
        "text-anchor": "middle" }, label) : null];
  };
  const lines = arrows.flatMap(([from, to, kind, label]) => from === "shards"
    ? numbers.flatMap((one, i) => line("shard" + one, to, kind, label, i === Math.floor((numbers.length - 1) / 2)))
    : line(from, to, kind, label, true));
  const boxes = Object.entries(found).map(([name, [title, [kind, text, more]]]) => {
    const [x, y] = at[name], w = widthOf(name);
    const plain = name === "clients";
    return draw("g", { class: "piece " + (plain ? "plain" : kind), role: "listitem", tabindex: plain ? null : 0,
      "aria-label": title + (plain ? "" : ": " + text + (more ? ", " + more : "")) },
      draw("title", {}, title + (text ? ": " + text : "") + (more ? ", " + more : "")),
      draw("rect", { x, y, width: w, height: size[1], rx: 9 }),
      draw("text", { class: "name", x: x + w / 2, y: y + (plain ? size[1] / 2 + 5 : 20), "text-anchor": "middle" }, title),
      plain ? null : draw("text", { class: "how", x: x + w / 2, y: y + 38, "text-anchor": "middle" }, SIGN[kind] + " " + text));
  });
  const tips = Object.keys(SIGN).map(kind => draw("marker", { id: "tip-" + kind, class: "tip " + kind, viewBox: "0 0 8 8", refX: 7,
    refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, draw("path", { d: "M0 0L8 4L0 8z" })));
  show("system", [draw("svg", { viewBox: "0 0 " + box.join(" "), role: "list", "aria-label": "Pieces of the system" },
    draw("defs", {}, tips), lines, boxes)]);
}

/* ---------- how services were ---------- */

const MINUTES = 60;

/** A row a service, a cell a minute. */
export async function showHistory() {
  const to = Math.floor(Date.now() / 60000) * 60000 + 60000;
  let minutes;
  try {
    ({ minutes } = await get("/v1/services/health?from=" + new Date(to - MINUTES * 60000).toISOString() + "&to="
      + new Date(to).toISOString()));
  } catch (failure) {
    return show("history", [el("p", { class: "none" }, "The history can't be read now.")]);
  }
  const services = new Map();
  for (const one of minutes) {
    if (!services.has(one.service)) services.set(one.service, new Map());
    services.get(one.service).set(Date.parse(one.at), one);
  }
  show("history", services.size ? [...services.keys()].sort().map(name => history(name, services.get(name), to))
    : [el("p", { class: "none" }, "Nothing is known yet.")]);
}

function history(name, minutes, to) {
  let up = 0, down = 0;
  const cells = [];
  for (let i = 0; i < MINUTES; i++) {
    const at = to - (MINUTES - i) * 60000;
    const one = minutes.get(at);
    up += one?.up ?? 0;
    down += one?.down ?? 0;
    const kind = !one ? "none" : !one.down ? "good" : one.up ? "warn" : "bad";
    cells.push(draw("rect", { class: kind, x: i, y: kind === "good" ? 4 : kind === "none" ? 9 : 0, width: .8,
      height: kind === "good" ? 8 : kind === "none" ? 1 : 12 },
      draw("title", {}, clock(at) + ": " + (!one ? "not known" : one.down ? one.down + " of " + (one.up + one.down)
        + " times not up" + (one.reason ? ", " + one.reason : "") : "up"))));
  }
  const share = up + down ? (100 * up / (up + down)).toFixed(up && down ? 1 : 0) + "% up" : "";
  return el("div", { class: "strip" }, el("span", {}, name), draw("svg", { viewBox: "0 0 60 12", preserveAspectRatio: "none",
    role: "img", "aria-label": name + ": " + share + " in the last hour" }, cells), el("span", { class: "soft" }, share));
}
