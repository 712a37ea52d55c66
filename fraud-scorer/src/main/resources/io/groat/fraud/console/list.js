// The list of reviews: what is asked for, what is chosen.

import { money } from "./amounts.js";
import { get, token } from "./api.js";
import { $, el } from "./elements.js";
import { state } from "./state.js";
import { span } from "./words.js";

/** Which turn of reading is the newest: the answer to an older one is not shown. */
let loading = 0;

function query(cursor) {
  const form = new FormData($("filters"));
  const asked = new URLSearchParams({ sort: form.get("sort"), limit: "50" });
  const status = form.get("status");
  asked.set("status", status === "mine" ? "claimed" : status);
  if (status === "mine" && state.me) asked.set("assignee", state.me);
  if (cursor) asked.set("cursor", cursor);
  return "/v1/reviews?" + asked;
}

export async function loadList(again) {
  const turn = ++loading;
  try {
    const items = [];
    let cursor = again ? null : state.next;
    let pages = again ? Math.max(1, Math.ceil(state.items.length / 50)) : 1;
    do {
      const page = await get(query(cursor));
      items.push(...page.items);
      cursor = page.next;
    } while (cursor && --pages > 0);
    if (turn !== loading) return;
    const chosen = state.items[state.chosen]?.paymentId;
    state.items = again ? items : state.items.concat(items);
    state.next = cursor;
    state.chosen = state.items.findIndex(item => item.paymentId === chosen);
    showList();
  } catch (failure) {
    if (turn === loading && token()) $("list-note").textContent = failure.message;
  }
}

export function showList() {
  $("list").replaceChildren(...state.items.map(item));
  $("list-note").textContent = state.items.length ? "" : "Nothing is waiting here.";
  $("more").hidden = !state.next;
  markChosen(false);
}

function item(review) {
  const due = Date.parse(review.dueAt) - Date.now();
  const when = review.status === "resolved" ? review.outcome + (review.reviewer ? " by " + review.reviewer : "")
    : review.overdue ? "overdue " + span(-due) : "due in " + span(due);
  return el("li", { class: "item", role: "option", id: "review-" + review.paymentId, "aria-selected": "false" },
    el("span", { class: "who" }, review.payer + " → " + (review.payee ?? "nobody known")),
    el("span", { class: "amount" }, money(review.amount, review.currency)),
    el("span", { class: "small" }, review.score.toFixed(2) + " · " + review.reason
      + (review.held ? " · held" : "") + (review.assignee ? " · " + review.assignee : "")),
    el("span", { class: "small" + (review.overdue ? " bad" : "") }, when));
}

export function choose(index) {
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

export function focusList() {
  $("list").focus({ preventScroll: true });
}
