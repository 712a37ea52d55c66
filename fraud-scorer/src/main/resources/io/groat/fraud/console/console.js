// The review console: who has signed in, and what keys and clicks do.

import { get } from "./api.js";
import { closeCase, hint, openCase, refreshCase } from "./case.js";
import { act } from "./decide.js";
import { $ } from "./elements.js";
import { showFigures, showLive } from "./figures.js";
import { choose, focusList, loadList } from "./list.js";
import { signedIn } from "./sign-in.js";
import { state } from "./state.js";
import { listen, stop } from "./stream.js";

/** Whose token it is: as the service will call them. */
function whoIs(text) {
  const key = /^groat_([^_]+)_/.exec(text);
  if (key) return "api_key:" + key[1];
  try {
    return "user:" + JSON.parse(atob(text.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub;
  } catch {
    return null;
  }
}

async function begin(text, figures) {
  state.me = whoIs(text);
  state.fingerprint = figures.fingerprint;
  showFigures(figures);
  await loadList(true);
  focusList();
  listen(heard, lost);
}

function end() {
  stop();
  state.items = [];
  state.open = null;
  state.next = null;
  $("list").replaceChildren();
  $("figures").replaceChildren();
  hint();
  $("live").textContent = "";
  $("live").className = "live";
}

function heard(figures) {
  showLive(true);
  showFigures(figures);
  if (figures.fingerprint !== state.fingerprint) {
    state.fingerprint = figures.fingerprint;
    loadList(true).then(refreshCase);
  }
}

function lost() {
  showLive(false);
  state.fingerprint = null;
}

/* ---------- keys and clicks ---------- */

const KEYS = {
  j: () => choose(state.chosen + 1),
  ArrowDown: () => choose(state.chosen + 1),
  k: () => choose(state.chosen - 1),
  ArrowUp: () => choose(state.chosen - 1),
  Enter: () => state.items[state.chosen] && openCase(state.items[state.chosen].paymentId),
  c: () => act("claim"),
  r: () => act("release"),
  a: () => act("approve"),
  b: () => act("block"),
  n: () => act("note"),
  Escape: closeCase,
  "?": () => $("help").showModal(),
};

document.addEventListener("keydown", event => {
  const typing = event.target.closest("input, textarea, select, dialog[open]");
  const button = event.key === "Enter" && event.target.closest("button, summary, a");
  if (typing || button || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Arrow") && event.target.closest("#case")) return;
  const key = KEYS[event.key];
  if (key) {
    event.preventDefault();
    key();
  }
});

$("list").addEventListener("click", event => {
  const chosen = event.target.closest("li");
  if (!chosen) return;
  choose([...$("list").children].indexOf(chosen));
  openCase(state.items[state.chosen].paymentId);
});
$("case").addEventListener("click", event => {
  const button = event.target.closest("[data-act]");
  if (button) act(button.dataset.act);
});
$("filters").addEventListener("change", () => { state.items = []; state.chosen = -1; loadList(true); });
$("more").addEventListener("click", () => loadList(false));
$("help-open").addEventListener("click", () => $("help").showModal());

signedIn({ first: () => get("/v1/reviews/figures"), begin, end });
