// Claiming a case: nobody else gets it for a while. Whoever works on it on this page keeps it.

import { call } from "./api.js";
import { el, fill, toast } from "./elements.js";
import { me } from "./me.js";
import { clock, problem } from "./parts.js";
import { again } from "./place.js";

/** A claim that is nearer to its end than this is renewed, if somebody has worked on it since it was made. */
const RENEW_BEFORE = 8 * 60_000;
const LOOK = 10_000;

/** The claim that is kept: of which case, until when, and what shows it. */
let kept = null;
let timer = null;
let renewing = false;
let lastWorked = Date.now();
for (const what of ["keydown", "pointerdown"]) addEventListener(what, () => { lastWorked = Date.now(); }, { passive: true });

const send = (one, what) => call("POST", "/v1/cases/" + one.id + "/" + what);
const lasts = until => Date.parse(until) > Date.now();

/** Whose it is now: `mine`, `other` or `nobody`. */
export function whose(one) {
  if (!one.claimedUntil || !lasts(one.claimedUntil)) return "nobody";
  return one.claimedBy === me() ? "mine" : "other";
}

/** Says whose it is, with what can be done about that. */
export function claimed(one) {
  const wrong = el("div", { class: "error", role: "alert", id: "claim-error" });
  const says = el("span", { id: "claim-says" });
  const line = el("div", { class: "claim", id: "claim" }, says, ...buttons(one, wrong));
  tell(one, says);
  keep(whose(one) === "mine" ? { one, says, line } : null);
  return el("div", {}, line, wrong);
}

function tell(one, says) {
  const end = () => el("time", { dateTime: one.claimedUntil, title: one.claimedUntil }, clock(one.claimedUntil));
  const words = {
    mine: () => ["good", "It is yours until ", end(), ", and longer while you work on it."],
    other: () => ["warn", el("strong", {}, one.claimedBy), " has it until ", end(), "."],
    nobody: () => ["soft", "Nobody works on it."],
  };
  const [kind, ...shown] = words[whose(one)]();
  says.className = kind;
  fill(says, ...shown);
}

/** A second click while one is sent does nothing. A button that is disabled would lose the focus. */
function buttons(one, wrong) {
  let sending = false;
  const act = async (what, done) => {
    if (sending) return;
    sending = true;
    wrong.replaceChildren();
    try {
      await send(one, what);
      toast(done);
      again();
    } catch (failure) {
      fill(wrong, ...problem(failure));
      sending = false;
    }
  };
  const button = (id, text, what, done) => el("button", { type: "button", id, onclick: () => act(what, done) }, text);
  return whose(one) === "mine"
    ? [button("give-back", "Give back", "release", "It is nobody's now."), button("keep", "Keep longer", "claim", "Kept.")]
    : [button("claim-case", "Claim", "claim", "It is yours now.")];
}

function keep(claim) {
  kept = claim;
  clearInterval(timer);
  if (claim) timer = setInterval(look, LOOK);
}

/** Renews what is kept, as long as it is shown. */
async function look() {
  if (!kept?.line.isConnected) return keep(null);
  const { one, says } = kept;
  const left = Date.parse(one.claimedUntil) - Date.now();
  if (left <= 0) {
    keep(null);
    return document.querySelector("dialog[open]") ? tell(one, says) : again();
  }
  const worked = lastWorked > Date.now() - RENEW_BEFORE;
  if (renewing || left > RENEW_BEFORE || !worked) return undefined;
  renewing = true;
  try {
    Object.assign(one, await send(one, "claim"));
    tell(one, says);
  } catch (failure) {
    toast("It could not be kept: " + failure.message);
  } finally {
    renewing = false;
  }
  return undefined;
}
