// What the service says, as it says it: one stream for the window that is looked at.

import { readEvents } from "./server-sent-events.js";

const LATELY = 120000;

/** What is known now. */
export const live = { figures: {}, points: new Map(), seconds: [], totals: null, base: null, at: null, from: null,
  heardAt: 0, window: null };

const TOKEN = "groat.token";
export const token = () => sessionStorage.getItem(TOKEN);
export const remember = text => sessionStorage.setItem(TOKEN, text);
export const forget = () => sessionStorage.removeItem(TOKEN);

let reading = null;
let lastId = null;
let refused = () => {};
/** @param then is told why whoever looks may not */
export const whenRefused = then => refused = then;

const whyRefused = status => status === 401 ? "The key or token is not, or no longer, good."
  : "This needs the role of an analyst.";

export async function get(path, accept = "application/json") {
  const answer = await fetch(path, { headers: { Authorization: "Bearer " + token(), Accept: accept } });
  if (answer.status === 401 || answer.status === 403) refused(whyRefused(answer.status));
  if (!answer.ok) throw Object.assign(new Error("The service answered " + answer.status), { status: answer.status });
  return accept === "application/json" ? answer.json() : answer.text();
}

export function stop() {
  reading?.abort();
}

/**
 * Reads a window's stream from now on, and goes on where it broke off.
 * @param onFrame called with all that is known, once a second
 * @param onTotals called between, as payments come
 */
export async function listen(window, onFrame, onTotals) {
  stop();
  const own = reading = new AbortController();
  lastId = null;
  live.window = window;
  while (!own.signal.aborted && token()) {
    try {
      const headers = { Authorization: "Bearer " + token(), Accept: "text/event-stream" };
      if (lastId) headers["Last-Event-ID"] = lastId;
      const answer = await fetch("/v1/stream?window=" + window, { headers, signal: own.signal });
      if (answer.status === 401 || answer.status === 403) return refused(whyRefused(answer.status));
      if (!answer.ok) throw new Error("" + answer.status);
      await readEvents(answer.body, event => {
        if (!own.signal.aborted && take(event)) onFrame();
        else if (!own.signal.aborted) onTotals();
      });
    } catch (failure) {
      if (own.signal.aborted) return;
    }
    await new Promise(done => setTimeout(done, 1000));
  }
}

/** Whether that was a frame. */
function take({ id, name, data }) {
  live.heardAt = Date.now();
  live.totals = data.totals;
  if (name === "totals") return false;
  if (name === "snapshot") {
    live.figures = {};
    live.points = new Map();
    live.seconds = (data.seconds || []).map(one => ({ at: Date.parse(one.at), ...one.totals }));
  } else if (data.taking && live.generation === data.generation) {
    live.seconds.push({ at: Date.parse(data.at), ...data.totals });
  }
  Object.assign(live.figures, data.figures);
  for (const [start, point] of Object.entries(data.points)) live.points.set(Date.parse(start), point);
  lastId = id;
  live.generation = data.generation;
  live.at = data.at;
  live.from = data.from;
  live.base = data.totals;
  const oldest = Date.parse(data.at) - LATELY;
  while (live.seconds.length && live.seconds[0].at < oldest) live.seconds.shift();
  return true;
}

export const figure = name => live.figures[name];

/** The names that have something in the star's place: [what, name]. */
export function having(pattern) {
  const [before, after] = pattern.split("*");
  return Object.keys(live.figures)
    .filter(name => name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length
      && live.figures[name] !== null)
    .map(name => [name.slice(before.length, name.length - after.length), name]);
}

/** How many more of a kind there are than the last frame knew. */
export const since = name => live.totals && live.base ? live.totals[name] - live.base[name] : 0;

/** Since when no events come, or can be read; null while they do. */
export function eventsStaleSince() {
  const from = ["events", "store"].filter(source => figure("sources." + source + ".live") === false)
    .map(source => Date.parse(figure("sources." + source + ".since")));
  return from.length ? Math.min(...from) : null;
}

const LENGTH = { "5m": 60000, "1h": 60000, "24h": 3600000, "all": 86400000 };
const SHOWN = { "5m": 30, "1h": 60, "24h": 24, "all": 60 };
export const pointLength = () => LENGTH[live.window];

/**
 * The window's stretches, oldest first: [when it begins, its figures]. Where nothing happened figures are an empty object,
 * where nothing is known, since events no longer come, they are null.
 */
export function trend() {
  const length = LENGTH[live.window];
  const last = Math.floor(Date.parse(live.at) / length) * length;
  let first = last - (SHOWN[live.window] - 1) * length;
  if (live.window === "all" && live.points.size) {
    first = Math.max(first, Math.min(Math.min(...live.points.keys()), last - 6 * length));
  }
  const stale = eventsStaleSince();
  const points = [];
  for (let at = first; at <= last; at += length) {
    const lost = stale !== null && at + length > stale && !live.points.has(at);
    points.push([at, lost ? null : live.points.get(at) || {}]);
  }
  return points;
}
