// The dashboard. It shows what the stream says; the token stays in this tab, the view in the address.

import { $, clock, millis, el, setText, show } from "./words.js";
import { live, figure, token, remember, forget, get, listen, stop, whenRefused, since } from "./stream.js";
import { makeTiles, showCounts, showSparks, showTables, showShards, currencies, mainCurrency } from "./figures.js";
import { showOutside } from "./gateways.js";
import { KINDS, drawOverTime, drawNow, drawFlow, resize } from "./charts.js";
import { showSystem, showHistory } from "./system.js";

const WINDOWS = ["5m", "1h", "24h", "all"];
const THEMES = ["light", "dark"];
const HISTORY_EVERY = 30000;
const view = { window: "1h", chart: "payments", currency: null, theme: null, payment: null };

/* ---------- staleness and emptiness ---------- */

const SOURCES = { events: "Events", store: "The store of figures", router: "The shards", consumers: "Consumers' lag" };

function showNotices() {
  const notices = [];
  for (const [source, title] of Object.entries(SOURCES)) {
    const dead = figure("sources." + source + ".live") === false;
    const from = figure("sources." + source + ".since");
    if (dead) {
      notices.push(el("div", { class: "notice", id: "stale-" + source }, el("b", {}, title + ": stale since " + clock(from)),
        " What depends on them is as of then. ", el("span", { class: "reason" }, figure("sources." + source + ".reason") || "")));
    }
    for (const element of document.querySelectorAll("[data-source=" + source + "]")) {
      const alsoStore = element.dataset.source === "events" && figure("sources.store.live") === false;
      markStale(element, dead ? from : alsoStore ? figure("sources.store.since") : null);
    }
  }
  if (live.at && figure("payments.initiated.count") === 0 && since("initiated") === 0) {
    notices.push(el("div", { class: "notice info", id: "empty" }, live.totals?.initiated
      ? "No payments in this window." : "No payments yet: everything is at zero."));
  }
  show("notices", notices);
}

function markStale(element, from) {
  element.classList.toggle("stale", from !== null);
  let own = element.querySelector(":scope > .stale-mark");
  if (from === null) return own?.remove();
  if (!own) element.append(own = el("span", { class: "stale-mark" }));
  const text = "stale since " + clock(from);
  if (own.textContent !== text) own.textContent = text;
}

/** Nothing heard for long: all of it is as of then. */
function showLive() {
  if (!token()) return;
  const on = Date.now() - live.heardAt < 5000;
  $("live").className = "live " + (on ? "on" : "off");
  setText("live", on ? "live" : live.heardAt ? "not live since " + clock(live.heardAt) : "connecting");
  document.body.classList.toggle("cut-off", !on && live.at !== null);
}

/* ---------- the whole ---------- */

function showAll() {
  showCounts();
  showSparks();
  showTables();
  showShards();
  showOutside();
  showNotices();
  showSystem($("system").clientWidth);
  drawCharts();
  setText("as-of", "Figures as of " + clock(live.at) + ", from " + (view.window === "all" ? "all events" : clock(live.from))
    + " on. Windows begin with whole minutes, hours or days in UTC.");
}

function drawCharts() {
  if (!live.at) return;
  showCurrencies();
  drawOverTime(view.chart, view.currency);
  drawNow();
  drawFlow();
}

function showCurrencies() {
  const all = currencies();
  const chosen = all.includes(view.currency) ? view.currency : mainCurrency() || all[0];
  $("currency").hidden = view.chart !== "volume" || all.length < 2;
  if ([...$("currency").options].map(one => one.value).join() !== all.join()) {
    $("currency").replaceChildren(...all.map(one => el("option", { value: one }, one)));
  }
  if (chosen && document.activeElement !== $("currency")) $("currency").value = chosen;
}

/* ---------- a payment's story ---------- */

async function showPayment(id) {
  view.payment = id;
  keep();
  $("story-id").textContent = id;
  show("story-events", [el("li", { class: "none" }, "…")]);
  if (!$("story").open) $("story").showModal();
  try {
    const { events } = await get("/v1/payments/" + encodeURIComponent(id) + "/timeline");
    show("story-events", events.map(event => el("li", {}, el("b", {}, event.type),
      el("span", { class: "soft" }, " " + clock(event.at) + (event.afterMs ? ", after " + millis(event.afterMs) : "")),
      el("details", {}, el("summary", {}, event.topic + ", partition " + event.partition + ", offset " + event.offset),
        el("pre", {}, JSON.stringify(event.body, null, 1))))));
  } catch (failure) {
    show("story-events", [el("li", { class: "none" }, failure.status === 404 ? "There is no payment with this id among the events."
      : "It can't be read now: " + failure.message)]);
  }
}

/** Saves what is looked at as comma-separated values. */
async function save() {
  const link = el("a", { href: URL.createObjectURL(new Blob([await get("/v1/summary?window=" + view.window, "text/csv")],
    { type: "text/csv" })), download: "groat-" + view.window + ".csv" });
  link.click();
  URL.revokeObjectURL(link.href);
}

/* ---------- the view and its address ---------- */

function choose(changes, replace) {
  Object.assign(view, changes);
  for (const [id, name] of [["windows", "window"], ["kinds", "chart"]]) {
    for (const button of $(id).children) {
      const own = button.dataset[name] === view[name];
      button.setAttribute("aria-checked", own);
      button.tabIndex = own ? 0 : -1;
    }
  }
  keep(replace);
  if (token() && live.window !== view.window) watch();
  else drawCharts();
}

function watch() {
  listen(view.window, showAll, showCounts);
  showHistory();
}

/** The address holds the view. */
function keep(replace) {
  const address = new URLSearchParams({ window: view.window });
  for (const name of ["chart", "currency", "theme", "payment"]) {
    if (view[name] && !(name === "chart" && view[name] === "payments")) address.set(name, view[name]);
  }
  const next = "/?" + address;
  if (location.pathname + location.search !== next) history[replace ? "replaceState" : "pushState"](null, "", next);
}

function fromAddress() {
  const address = new URLSearchParams(location.search);
  const of = (name, among, usual) => among.includes(address.get(name)) ? address.get(name) : usual;
  view.theme = of("theme", THEMES, null);
  view.payment = address.get("payment");
  setTheme();
  choose({ window: of("window", WINDOWS, "1h"), chart: of("chart", Object.keys(KINDS), "payments"),
    currency: address.get("currency") }, true);
  if (view.payment && token()) showPayment(view.payment);
  else if ($("story").open) $("story").close();
}

function setTheme() {
  document.documentElement.dataset.theme = view.theme
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  drawCharts();
}

function otherTheme() {
  view.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  setTheme();
  keep(true);
}

/* ---------- signing in ---------- */

function signOut(why) {
  forget();
  stop();
  Object.assign(live, { window: null, heardAt: 0 });
  $("sign-out").hidden = true;
  $("sign-in-error").textContent = why || "";
  if ($("story").open) $("story").close();
  if (!$("sign-in").open) $("sign-in").showModal();
}

function signIn(event) {
  event.preventDefault();
  remember($("token").value.trim());
  $("token").value = "";
  $("sign-in-error").textContent = "";
  $("sign-in").close();
  $("sign-out").hidden = false;
  watch();
  if (view.payment) showPayment(view.payment);
}

/* ---------- keys and clicks ---------- */

function radio(id, name, names) {
  $(id).addEventListener("click", event => {
    if (event.target.dataset[name]) choose({ [name]: event.target.dataset[name] });
  });
  $(id).addEventListener("keydown", event => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    choose({ [name]: names[(names.indexOf(view[name]) + step + names.length) % names.length] });
    $(id).querySelector("[aria-checked=true]").focus();
  });
}

function key(event) {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey
    || document.querySelector("dialog[open]")) return;
  const window = WINDOWS[Number(event.key) - 1];
  if (window) choose({ window });
  else if (event.key === "t") otherTheme();
  else if (event.key === "c") {
    const kinds = Object.keys(KINDS);
    choose({ chart: kinds[(kinds.indexOf(view.chart) + 1) % kinds.length] });
  } else if (event.key === "/") {
    event.preventDefault();
    $("payment").focus();
  } else if (event.key === "?") $("keys").showModal();
}

function begin() {
  makeTiles();
  $("kinds").replaceChildren(...Object.entries(KINDS).map(([name, title]) =>
    el("button", { type: "button", role: "radio", "data-chart": name }, title)));
  whenRefused(signOut);
  radio("windows", "window", WINDOWS);
  radio("kinds", "chart", Object.keys(KINDS));
  $("sign-in-form").addEventListener("submit", signIn);
  $("sign-in").addEventListener("cancel", event => event.preventDefault());
  $("sign-out").addEventListener("click", () => signOut());
  $("theme").addEventListener("click", otherTheme);
  $("save").addEventListener("click", save);
  $("currency").addEventListener("change", () => choose({ currency: $("currency").value }));
  $("find").addEventListener("submit", event => {
    event.preventDefault();
    if ($("payment").value.trim()) showPayment($("payment").value.trim());
    $("payment").value = "";
  });
  $("story").addEventListener("close", () => {
    view.payment = null;
    keep();
  });
  addEventListener("keydown", key);
  addEventListener("popstate", fromAddress);
  addEventListener("resize", () => {
    resize();
    if (live.at) showSystem($("system").clientWidth);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", setTheme);
  setInterval(showLive, 1000);
  setInterval(() => {
    if (token() && !document.hidden) showHistory();
  }, HISTORY_EVERY);
  fromAddress();
  if (token()) $("sign-out").hidden = false;
  else signOut();
}

begin();
