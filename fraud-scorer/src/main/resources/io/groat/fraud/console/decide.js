// What an analyst does with the case that is open.

import { call } from "./api.js";
import { hint, openCase } from "./case.js";
import { $, el, toast } from "./elements.js";
import { choose, loadList, showList } from "./list.js";
import { state } from "./state.js";

/** Does what the button of that name does, unless there is none or it is disabled. */
export function act(name) {
  if ($("do-" + name)?.disabled ?? true) return;
  if (name === "claim" || name === "release") change(name);
  else decide(name);
}

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
  if (!paymentId || !place) return;
  const why = el("textarea", { id: "why", required: true, maxLength: 2000, "aria-label": "Why",
    placeholder: how === "note" ? "A note for whoever comes next"
      : state.shown.held ? "Why? It is kept with the decision."
      : state.shown.holdUntil ? "Why? The hold stands, and its payee may capture it: this is for the record."
      : "Why? The money has moved: this is for the record." });
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
