"use strict";

// The review console. It reads and decides by the service's own calls; the token stays in this tab.

const $ = id => document.getElementById(id);
const TOKEN = "groat.token";
const DIGITS = new Map();
const state = { items: [], next: null, chosen: -1, open: null, fingerprint: null, me: null, stream: null, loading: 0,
  shown: null };

class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || "The service answered " + status);
    this.status = status;
    this.code = problem.code;
  }
}

/* ---------- talking to the service ---------- */

async function call(method, path, body) {
  const headers = { Authorization: "Bearer " + sessionStorage.getItem(TOKEN), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer, text;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    text = await answer.text();
  } catch {
    throw new Refused(0, { detail: "The service can't be reached." });
  }
  const content = text && /json/.test(answer.headers.get("Content-Type")) ? JSON.parse(text) : null;
  if (answer.ok) return content;
  if (answer.status === 401) signOut("The key or token is not, or no longer, good.");
  throw new Refused(answer.status, content || {});
}

const get = path => call("GET", path);

/** Reads the figures as they come, and the list anew when they say that it is another. */
async function listen() {
  const ending = new AbortController();
  state.stream?.abort();
  state.stream = ending;
  while (!ending.signal.aborted && sessionStorage.getItem(TOKEN)) {
    try {
      const answer = await fetch("/v1/reviews/stream", {
        headers: { Authorization: "Bearer " + sessionStorage.getItem(TOKEN), Accept: "text/event-stream" },
        signal: ending.signal,
      });
      if (answer.status === 401 || answer.status === 403) return;
      if (!answer.ok) throw new Refused(answer.status, {});
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        rest += value;
        const events = rest.split("\n\n");
        rest = events.pop();
        if (events.length) heard(JSON.parse(events.at(-1).replace(/^data: ?/, "")));
      }
    } catch (failure) {
      if (ending.signal.aborted) return;
    }
    showLive(false);
    state.fingerprint = null;
    await new Promise(done => setTimeout(done, 2000));
  }
}

function heard(figures) {
  showLive(true);
  showFigures(figures);
  if (figures.fingerprint !== state.fingerprint) {
    state.fingerprint = figures.fingerprint;
    loadList(true).then(refreshCase);
  }
}

/** What a colleague has done with the case that is open; what is being written stays. */
async function refreshCase() {
  const now = state.items.find(item => item.paymentId === state.open);
  if (!state.open || !state.shown || state.shown.paymentId !== state.open) return;
  const same = now && now.status === state.shown.status && now.assignee === state.shown.assignee;
  if (same) return;
  if ($("decide")?.firstChild && now?.assignee && now.assignee !== state.me) {
    toast(now.assignee + " has claimed it meanwhile.");
  }
  const top = $("case").scrollTop;
  await openCase(state.open);
  $("case").scrollTop = top;
}

/* ---------- words and numbers ---------- */

function money(minor, currency) {
  if (!DIGITS.has(currency)) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "code" });
    DIGITS.set(currency, format.resolvedOptions().maximumFractionDigits);
  }
  const digits = DIGITS.get(currency);
  return currency + " " + (Number(minor) / 10 ** digits).toLocaleString("en", {
    minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const percent = share => Math.round(share * 100) + "%";

function span(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60000));
  if (minutes < 60) return minutes + " min";
  if (minutes < 48 * 60) return Math.floor(minutes / 60) + " h" + (minutes % 60 ? " " + (minutes % 60) + " min" : "");
  return Math.round(minutes / 1440) + " d";
}

function ago(time) {
  const passed = Date.now() - Date.parse(time);
  return passed < 60000 ? "just now" : span(passed) + " ago";
}

const clock = time => new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

/** An element with properties and children; a text is a text, never markup. */
function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Puts children in the place of those that were there; what is null is left out. */
function fill(element, ...children) {
  element.replaceChildren(...children.filter(child => child !== null && child !== undefined));
}

function toast(text) {
  const shown = el("div", { class: "toast" }, text);
  $("toasts").append(shown);
  setTimeout(() => shown.remove(), 5000);
}

/* ---------- figures and list ---------- */

function showLive(on) {
  $("live").className = "live " + (on ? "on" : "off");
  $("live").textContent = on ? "live" : "not live, trying again";
}

function showFigures(figures) {
  const pair = (name, value, kind) => el("div", {}, el("dt", {}, name), el("dd", { class: kind || "" }, String(value)));
  $("figures").replaceChildren(
    pair("open", figures.open),
    pair("claimed", figures.claimed),
    pair("overdue", figures.overdue, figures.overdue ? "bad" : ""),
    pair("at stake", figures.expectedLoss.toLocaleString("en", { maximumFractionDigits: 0 })),
    pair("oldest", figures.oldest ? span(Date.now() - Date.parse(figures.oldest)) : "–"),
    pair("in time", percent(figures.inTime)));
}

function query(cursor) {
  const form = new FormData($("filters"));
  const asked = new URLSearchParams({ sort: form.get("sort"), limit: "50" });
  const status = form.get("status");
  asked.set("status", status === "mine" ? "claimed" : status);
  if (status === "mine" && state.me) asked.set("assignee", state.me);
  if (cursor) asked.set("cursor", cursor);
  return "/v1/reviews?" + asked;
}

async function loadList(again) {
  const turn = ++state.loading;
  try {
    const items = [];
    let cursor = again ? null : state.next;
    let pages = again ? Math.max(1, Math.ceil(state.items.length / 50)) : 1;
    do {
      const page = await get(query(cursor));
      items.push(...page.items);
      cursor = page.next;
    } while (cursor && --pages > 0);
    if (turn !== state.loading) return;
    const chosen = state.items[state.chosen]?.paymentId;
    state.items = again ? items : state.items.concat(items);
    state.next = cursor;
    state.chosen = state.items.findIndex(item => item.paymentId === chosen);
    showList();
  } catch (failure) {
    if (turn === state.loading && sessionStorage.getItem(TOKEN)) $("list-note").textContent = failure.message;
  }
}

function showList() {
  $("list").replaceChildren(...state.items.map(item));
  $("list-note").textContent = state.items.length ? "" : "Nothing is waiting here.";
  $("more").hidden = !state.next;
  markChosen(false);
}

function item(review, index) {
  const due = Date.parse(review.dueAt) - Date.now();
  const when = review.status === "resolved" ? review.outcome + (review.reviewer ? " by " + review.reviewer : "")
    : review.overdue ? "overdue " + span(-due) : "due in " + span(due);
  return el("li", { class: "item", role: "option", id: "review-" + review.paymentId, "aria-selected": "false",
      onclick: () => { choose(index); openCase(review.paymentId); } },
    el("span", { class: "who" }, review.payer + " → " + (review.payee ?? "nobody known")),
    el("span", { class: "amount" }, money(review.amount, review.currency)),
    el("span", { class: "small" }, review.score.toFixed(2) + " · " + review.reason
      + (review.held ? " · held" : "") + (review.assignee ? " · " + review.assignee : "")),
    el("span", { class: "small" + (review.overdue ? " bad" : "") }, when));
}

function choose(index) {
  if (!state.items.length) return;
  state.chosen = Math.max(0, Math.min(index, state.items.length - 1));
  markChosen(true);
}

function markChosen(scroll) {
  [...$("list").children].forEach((element, index) => {
    const on = index === state.chosen;
    element.setAttribute("aria-selected", String(on));
    if (on) {
      $("list").setAttribute("aria-activedescendant", element.id);
      if (scroll) element.scrollIntoView({ block: "nearest" });
    }
  });
}

/* ---------- a case ---------- */

async function openCase(paymentId) {
  state.open = paymentId;
  document.body.classList.add("reading");
  try {
    const [review, score] = await Promise.all([get("/v1/reviews/" + paymentId), get("/v1/scores/" + paymentId)]);
    const risk = await get("/v1/users/" + encodeURIComponent(review.payer) + "/risk");
    if (state.open === paymentId) showCase(review, score, risk);
  } catch (failure) {
    if (state.open !== paymentId) return;
    if (state.shown?.paymentId === paymentId) toast(failure.message);
    else $("case").replaceChildren(back(), el("p", { class: "error" }, failure.message));
  }
}

const back = () => el("button", { class: "back quiet", type: "button", onclick: closeCase }, "← Queue");

function closeCase() {
  state.open = null;
  $("decide")?.replaceChildren();
  document.body.classList.remove("reading");
  focusList();
}

function focusList() {
  $("list").focus({ preventScroll: true });
}

function hint(text) {
  fill($("case"), el("p", { class: "empty" }, text ?? "Choose a review. ", ...(text ? [] : [
    el("kbd", {}, "j"), " and ", el("kbd", {}, "k"), " move, ", el("kbd", {}, "Enter"), " opens, ",
    el("kbd", {}, "?"), " shows all keys."])));
}

/** Also the case that is open already, anew: then what is being written stays, and whoever writes goes on. */
function showCase(review, score, risk) {
  const writing = state.shown?.paymentId === review.paymentId ? $("decide")?.firstChild : null;
  const field = writing?.contains(document.activeElement) ? document.activeElement : null;
  state.shown = review;
  const decided = review.status === "resolved";
  const another = review.assignee && review.assignee !== state.me;
  const act = (label, kind, run, disabled) =>
    el("button", { type: "button", class: "act-" + kind, disabled, onclick: run, id: "do-" + kind }, label);
  fill($("case"),
    back(),
    el("div", { class: "head" },
      el("span", { class: "sum" }, money(review.amount, review.currency)),
      el("span", {}, "score ", el("strong", { class: "num" }, review.score.toFixed(2))),
      el("span", { class: "tag " + (review.held ? "warn" : "soft") }, review.held ? "money held" : "money has moved"),
      decided ? el("span", { class: "tag " + (review.outcome === "approved" ? "good" : "bad") }, review.outcome) : null,
      review.overdue ? el("span", { class: "tag bad" }, "overdue") : null,
      said(score.payerAnswer)),
    el("p", { class: "path" }, el("strong", {}, review.payer), " → ", el("strong", {}, review.payee ?? "nobody known"),
      el("span", { class: "soft" }, " · " + clock(score.paidAt) + " · due " + clock(review.dueAt))),
    risk.listed ? el("p", { class: "warn" }, "The payer is on the " + risk.listed.listing + " list: " + risk.listed.reason) : null,
    el("div", { class: "actions" },
      review.assignee === state.me
        ? act("Give back", "release", () => change("release"), decided)
        : act("Claim", "claim", () => change("claim"), decided || another),
      act("Approve", "approve", () => decide("approve"), decided || another),
      act("Block", "block", () => decide("block"), decided || another),
      act("Note", "note", () => decide("note"), false)),
    another ? el("p", { class: "note" }, review.assignee + " has it until " + clock(review.leaseUntil) + ".") : null,
    el("div", { id: "decide" }, writing),
    el("h3", {}, "Why"), reasons(score.reasons),
    el("h3", {}, "The payer"), facts(score.features, risk),
    days(risk.days),
    el("h3", {}, "Recent payments"), payments(risk.latest, review.paymentId),
    el("h3", {}, "Paid most often"), parties(risk.counterparties),
    el("h3", {}, "History"), history(score.history),
    el("details", {}, el("summary", {}, "All features"), allFeatures(score.features)),
    el("p", { class: "note" }, "Payment " + review.paymentId + " · rules " + score.versions.rules));
  field?.focus();
  $("case").scrollTop = 0;
  $("case").dataset.payment = review.paymentId;
}

function reasons(all) {
  if (!all.length) return el("p", { class: "note" }, "No rule spoke.");
  return el("ul", { class: "reasons" }, ...all.map(reason => {
    const filled = el("span");
    filled.style.width = percent(Math.min(1, Math.abs(reason.contribution)));
    return el("li", {}, el("div", { class: "meter", "aria-hidden": "true" }, filled),
      el("div", {}, reason.text + " ", el("span", { class: "code num" }, reason.code + " "
        + (reason.contribution < 0 ? "" : "+") + reason.contribution.toFixed(2))));
  }));
}

function facts(features, risk) {
  if (!features) return el("p", { class: "note" }, "Its features are no longer stored.");
  const number = name => features[name] ?? 0;
  const plain = value => value.toLocaleString("en", { maximumFractionDigits: 2 });
  const paidBefore = number("payer.count.30d") > 0;
  const rows = [
    ["account's age", plain(number("payer.accountAgeDays")) + " d"],
    ["share of the balance", percent(number("payment.balanceShare"))],
    ["against the usual amount", paidBefore ? plain(number("payer.amountToMedian")) + "×" : "–"],
    ["first to this payee", number("payer.firstToPayee") ? "yes" : "no"],
    ["payments 1 h, 24 h, 30 d", ["1h", "24h", "30d"].map(w => number("payer.count." + w)).join(", ")],
    ["payees in 24 h", number("payer.payees.24h")],
    ["failures in 24 h", number("payer.failures.24h")],
    ["at this hour before", paidBefore ? percent(number("payer.hourShare")) : "–"],
    ["payers to the payee in 24 h", number("payee.payers.24h")],
    ["payee passes on within 1 h", percent(number("payee.passThrough1h"))],
    ["reviewed / blocked in 30 d", risk.asPayer.reviewed + " / " + risk.asPayer.blocked],
  ];
  return el("dl", { class: "facts" },
    ...rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, String(value)))));
}

function days(all) {
  if (all.length < 2) return null;
  const most = Math.max(...all.map(day => day.payments));
  return el("div", { class: "days", role: "img", "aria-label": "Payments by day, the highest " + most },
    ...all.map(day => {
      const bar = el("span", { title: day.day + ": " + day.payments + " payments, highest score " + day.maxScore });
      bar.style.height = (100 * day.payments / most) + "%";
      return bar;
    }));
}

function table(heads, rows) {
  const cell = (kind, value, index) => el(kind, { class: heads[index].startsWith("#") ? "num" : "" }, value);
  return el("div", { class: "scroll" }, el("table", {},
    el("thead", {}, el("tr", {}, ...heads.map((head, index) => cell("th", head.replace("#", ""), index)))),
    el("tbody", {}, ...rows.map(row => el("tr", {}, ...row.map((value, index) => cell("td", value, index)))))));
}

function payments(all, current) {
  if (!all.length) return el("p", { class: "note" }, "None.");
  return table(["When", "To", "#Amount", "#Score", "Decision"], all.map(line => [
    ago(line.paidAt) + (line.paymentId === current ? " (this)" : ""), line.payee ?? "–",
    money(line.amount, line.currency), line.score.toFixed(2), line.decision]));
}

function parties(all) {
  if (!all.length) return el("p", { class: "note" }, "Nobody.");
  return table(["Payee", "#Payments", "#Highest score", "#Reviewed", "#Blocked"], all.slice(0, 8).map(party => [
    party.user, String(party.payments), party.maxScore.toFixed(2), String(party.reviewed), String(party.blocked)]));
}

function said(answer) {
  if (!answer) return null;
  const own = answer.label === "payer-confirmed";
  return el("span", { class: "tag " + (own ? "good" : "bad") }, own ? "payer: it was me" : "payer: not me");
}

function history(all) {
  return el("ul", { class: "history" }, ...all.map(line => el("li", {},
    el("span", { class: "soft" }, clock(line.at) + " · "), line.who + " · " + line.action
      + (line.outcome ? ": " + line.outcome : "") + (line.label ? " (" + line.label + ")" : ""),
    line.note ? el("div", {}, line.note) : null)));
}

function allFeatures(features) {
  return el("dl", { class: "facts" }, ...Object.entries(features ?? {}).map(([name, value]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, value.toLocaleString("en", { maximumFractionDigits: 4 })))));
}

/* ---------- deciding ---------- */

async function change(what) {
  const paymentId = state.open;
  if (!paymentId) return;
  try {
    await call("POST", "/v1/reviews/" + paymentId + "/" + what);
    toast(what === "claim" ? "Yours now." : "Given back.");
  } catch (failure) {
    toast(failure.message);
  }
  if (state.open === paymentId) await openCase(paymentId);
  loadList(true);
}

function decide(how) {
  const paymentId = state.open;
  const place = $("decide");
  if (!paymentId || !place || ($("do-" + how)?.disabled ?? true)) return;
  const why = el("textarea", { id: "why", required: true, maxLength: 2000, "aria-label": "Why",
    placeholder: how === "note" ? "A note for whoever comes next"
      : state.shown.held ? "Why? It is kept with the decision." : "Why? The money has moved: this is for the record." });
  const label = el("select", { "aria-label": "Label" },
    ...["", "fraud", "scam", "account-takeover", "mule", "legitimate"].map(one =>
      el("option", { value: one }, one || "no label")));
  const names = { approve: "Approve", block: "Block", note: "Add the note" };
  const form = el("form", { class: "decide", onsubmit: event => {
      event.preventDefault();
      if (why.value.trim()) send(paymentId, how, why.value.trim(), label.value);
    } },
    why,
    el("div", { class: "row" },
      how === "note" ? null : label,
      el("button", { type: "submit", class: "primary", id: "send" }, names[how]),
      el("button", { type: "button", class: "quiet", onclick: () => place.replaceChildren() }, "Cancel")));
  form.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key === "Escape") { event.stopPropagation(); place.replaceChildren(); $("case").focus(); }
  });
  place.replaceChildren(form);
  form.scrollIntoView({ block: "nearest" });
  why.focus();
}

async function send(paymentId, how, note, label) {
  $("send").disabled = true;
  try {
    if (how === "note") {
      await call("POST", "/v1/reviews/" + paymentId + "/notes", { note });
      $("decide")?.replaceChildren();
      toast("Noted.");
    } else {
      const body = { decision: how, note };
      if (label) body.label = label;
      await call("POST", "/v1/reviews/" + paymentId + "/decision", body);
      toast(how === "approve" ? "Approved." : "Blocked.");
      return afterDecision(paymentId);
    }
  } catch (failure) {
    // What was written is still there, to be sent again.
    if ($("send")) $("send").disabled = false;
    toast(failure.message);
    if (!failure.status) return;
  }
  if (state.open === paymentId) openCase(paymentId);
}

/** On to the next one. */
async function afterDecision(paymentId) {
  const at = state.items.findIndex(item => item.paymentId === paymentId);
  const next = state.items[at + 1] ?? state.items[at - 1];
  if (at >= 0) state.items.splice(at, 1);
  showList();
  if (next && next.status !== "resolved") {
    choose(state.items.indexOf(next));
    await openCase(next.paymentId);
    $("case").focus();
  } else {
    hint("Decided. Nothing more is waiting here.");
    state.open = null;
    document.body.classList.remove("reading");
  }
}

/* ---------- signing in and out ---------- */

/** Whose token it is: as the service will call them. */
function whoIs(token) {
  const key = /^groat_([^_]+)_/.exec(token);
  if (key) return "api_key:" + key[1];
  try {
    return "user:" + JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub;
  } catch {
    return null;
  }
}

async function signIn(token) {
  sessionStorage.setItem(TOKEN, token);
  const figures = await get("/v1/reviews/figures");
  state.me = whoIs(token);
  state.fingerprint = figures.fingerprint;
  $("sign-out").hidden = false;
  $("sign-in").close();
  showFigures(figures);
  await loadList(true);
  focusList();
  listen();
}

function signOut(why) {
  sessionStorage.removeItem(TOKEN);
  state.stream?.abort();
  state.items = [];
  state.open = null;
  state.next = null;
  $("list").replaceChildren();
  $("figures").replaceChildren();
  hint();
  $("sign-out").hidden = true;
  $("live").textContent = "";
  $("live").className = "live";
  document.body.classList.remove("reading");
  $("sign-in-error").textContent = why || "";
  $("token").value = "";
  if (!$("sign-in").open) $("sign-in").showModal();
}

/* ---------- keys and beginning ---------- */

const KEYS = {
  j: () => choose(state.chosen + 1),
  ArrowDown: () => choose(state.chosen + 1),
  k: () => choose(state.chosen - 1),
  ArrowUp: () => choose(state.chosen - 1),
  Enter: () => state.items[state.chosen] && openCase(state.items[state.chosen].paymentId),
  c: () => $("do-claim") && !$("do-claim").disabled && change("claim"),
  r: () => $("do-release") && !$("do-release").disabled && change("release"),
  a: () => decide("approve"),
  b: () => decide("block"),
  n: () => decide("note"),
  Escape: closeCase,
  "?": () => $("help").showModal(),
};

document.addEventListener("keydown", event => {
  const typing = event.target.closest("input, textarea, select, dialog[open]");
  const button = event.key === "Enter" && event.target.closest("button, summary");
  if (typing || button || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Arrow") && event.target.closest("#case")) return;
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

$("filters").addEventListener("change", () => { state.items = []; state.chosen = -1; loadList(true); });
$("more").addEventListener("click", () => loadList(false));
$("help-open").addEventListener("click", () => $("help").showModal());
$("sign-out").addEventListener("click", () => signOut(""));
$("sign-in").addEventListener("cancel", event => event.preventDefault());
$("sign-in-form").addEventListener("submit", event => {
  event.preventDefault();
  const token = $("token").value.trim();
  if (!token) return;
  $("sign-in-error").textContent = "";
  signIn(token).catch(failure => {
    if (failure.status !== 401) signOut(failure.status === 403 ? "This key or token is not an analyst's." : failure.message);
  });
});

const kept = sessionStorage.getItem(TOKEN);
if (kept) signIn(kept).catch(failure => failure.status === 401 || signOut(failure.message));
else signOut("");
