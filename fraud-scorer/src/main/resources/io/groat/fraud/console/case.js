// The case that is open.

import { money } from "./amounts.js";
import { get } from "./api.js";
import { $, el, fill, toast } from "./elements.js";
import { explained } from "./explanation.js";
import { focusList } from "./list.js";
import { allFeatures, days, facts, history, parties, payments, reasons, said } from "./sections.js";
import { state } from "./state.js";
import { clock } from "./words.js";

export async function openCase(paymentId) {
  state.open = paymentId;
  document.body.classList.add("reading");
  try {
    const [review, score] = await Promise.all([get("/v1/reviews/" + paymentId), get("/v1/scores/" + paymentId)]);
    const [risk, explanation] = await Promise.all([
      get("/v1/users/" + encodeURIComponent(review.payer) + "/risk"),
      score.models ? get("/v1/scores/" + paymentId + "/explanation") : null]);
    if (state.open === paymentId) showCase(review, score, risk, explanation);
  } catch (failure) {
    if (state.open !== paymentId) return;
    if (state.shown?.paymentId === paymentId) toast(failure.message);
    else $("case").replaceChildren(back(), el("p", { class: "error" }, failure.message));
  }
}

const back = () => el("button", { class: "back quiet", type: "button", onclick: closeCase }, "← Queue");

export function closeCase() {
  state.open = null;
  $("decide")?.replaceChildren();
  document.body.classList.remove("reading");
  focusList();
}

export function hint(text) {
  fill($("case"), el("p", { class: "empty" }, text ?? "Choose a review. ", ...(text ? [] : [
    el("kbd", {}, "j"), " and ", el("kbd", {}, "k"), " move, ", el("kbd", {}, "Enter"), " opens, ",
    el("kbd", {}, "?"), " shows all keys."])));
}

/** A hold's money is the payer's until it is captured, be the hold under review or not. */
function whereTheMoneyIs(review, score) {
  if (score.holdUntil) return (review.held ? "hold under review, until " : "hold, until ") + clock(score.holdUntil);
  return review.held ? "money held" : "money has moved";
}

/** Also the case that is open already, anew: then what is being written stays, and whoever writes goes on. */
function showCase(review, score, risk, explanation) {
  const writing = state.shown?.paymentId === review.paymentId ? $("decide")?.firstChild : null;
  const field = writing?.contains(document.activeElement) ? document.activeElement : null;
  state.shown = { ...review, holdUntil: score.holdUntil };
  const decided = review.status === "resolved";
  const another = review.assignee && review.assignee !== state.me;
  const act = (label, kind, disabled) =>
    el("button", { type: "button", class: "act-" + kind, disabled, "data-act": kind, id: "do-" + kind }, label);
  fill($("case"),
    back(),
    el("div", { class: "head" },
      el("span", { class: "sum" }, money(review.amount, review.currency)),
      el("span", {}, "score ", el("strong", { class: "num" }, review.score.toFixed(2))),
      el("span", { class: "tag " + (review.held ? "warn" : "soft") }, whereTheMoneyIs(review, score)),
      decided ? el("span", { class: "tag " + (review.outcome === "approved" ? "good" : "bad") }, review.outcome) : null,
      review.overdue ? el("span", { class: "tag bad" }, "overdue") : null,
      said(score.payerAnswer)),
    el("p", { class: "path" }, el("strong", {}, review.payer), " → ", el("strong", {}, review.payee ?? "nobody known"),
      el("span", { class: "soft" }, " · " + clock(score.paidAt) + " · due " + clock(review.dueAt))),
    risk.listed ? el("p", { class: "warn" }, "The payer is on the " + risk.listed.listing + " list: " + risk.listed.reason) : null,
    el("div", { class: "actions" },
      review.assignee === state.me
        ? act("Give back", "release", decided)
        : act("Claim", "claim", decided || another),
      act("Approve", "approve", decided || another),
      act("Block", "block", decided || another),
      act("Note", "note", false)),
    another ? el("p", { class: "note" }, review.assignee + " has it until " + clock(review.leaseUntil) + ".") : null,
    el("div", { id: "decide" }, writing),
    el("h3", {}, "Why"), reasons(score.reasons),
    ...explained(explanation),
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

/** What a colleague has done with the case that is open; what is being written stays. */
export async function refreshCase() {
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
