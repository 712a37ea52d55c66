// The admin page: who has signed in, and what of it is shown.

import { get, renewBy, token, whenRefused } from "./api.js";
import { cases } from "./cases.js";
import { disputes } from "./disputes.js";
import { $, el, fill } from "./elements.js";
import { holds } from "./holds.js";
import { emptyList, showList } from "./list.js";
import { orders } from "./orders.js";
import { problem } from "./parts.js";
import { payouts } from "./payouts.js";
import { address, go, place, whenChanged } from "./place.js";
import { transactionTypes, walletTypes } from "./rules.js";
import { settlements } from "./settlements.js";
import { askWho, leave, renew, whenSignedIn } from "./sign-in.js";
import { transfers } from "./transfers.js";
import { users } from "./users.js";

const SECTIONS = new Map([walletTypes, transactionTypes, users, transfers, holds, orders, payouts, disputes,
  settlements, cases].map(section => [section.name, section]));

let signedIn = false;
/** Which turn of showing is the newest: what an older one reads is not shown. */
let turn = 0;

/** Any of those who may look after wallets may read rules. */
async function signIn() {
  try {
    await get("/v1/wallet-types?limit=1");
  } catch (failure) {
    if (failure.status !== 401) signOut(failure.status === 403 ? "This key or token is not for this page." : failure.message);
    return;
  }
  signedIn = true;
  $("sign-out").hidden = false;
  if ($("sign-in").open) $("sign-in").close();
  show(false);
  leaveOut();
}

const links = () => document.querySelectorAll("nav a");

/** Sections whose list is refused to who has signed in are not shown. Of users even who may not list them may find one. */
function leaveOut() {
  const who = token();
  for (const link of links()) {
    const section = SECTIONS.get(link.hash.slice(2));
    if (section === users) continue;
    get(section.path + "?limit=1").then(() => false, failure => failure.status === 403).then(refused => {
      if (who === token()) link.hidden = refused;
    });
  }
}

function signOut(why) {
  leave();
  signedIn = false;
  turn++;
  emptyList();
  if ($("ask").open) $("ask").close();
  $("case").replaceChildren();
  $("case").dataset.shown = "";
  $("sign-out").hidden = true;
  for (const link of links()) link.hidden = false;
  askWho(why);
}

/** Shows the place that the address names. */
async function show(anew) {
  if (!signedIn) return;
  const { section: name, open, asked } = place();
  const section = SECTIONS.get(name) ?? walletTypes;
  for (const link of links()) {
    if (link.getAttribute("href") === address(section.name)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.body.classList.toggle("reading", open.length > 0);
  showList(section, asked, open[0], anew);
  const now = ++turn;
  const here = location.hash;
  $("case").setAttribute("aria-busy", "true");
  const shown = open.length ? await read(section, open, asked) : [el("p", { class: "empty" }, section.hint)];
  if (now === turn && shown) put(shown, here);
}

async function read(section, open, asked) {
  const back = el("a", { class: "back button", href: address(section.name, [], asked) }, "← List");
  try {
    return [back, ...await section.show(open)];
  } catch (failure) {
    return token() ? [back, el("div", { class: "error" }, ...problem(failure))] : null;
  }
}

/** In the place of what was there; if it is the same shown anew, whoever worked in it goes on where they were. */
function put(shown, here) {
  const same = $("case").dataset.shown === here;
  const top = same ? $("case").scrollTop : 0;
  const focused = $("case").contains(document.activeElement) ? document.activeElement.id : null;
  fill($("case"), ...shown);
  $("case").dataset.shown = here;
  $("case").setAttribute("aria-busy", "false");
  $("case").scrollTop = top;
  if (same && focused) ($(focused) ?? $("case")).focus({ preventScroll: true });
}

document.addEventListener("keydown", event => {
  const { section, open, asked } = place();
  if (event.key !== "Escape" || !open.length || event.target.closest("input, textarea, select, dialog[open]")) return;
  go(section, [], asked);
});
addEventListener("hashchange", () => show(false));
$("sign-out").addEventListener("click", () => signOut(""));

whenChanged(() => show(true));
whenRefused(signOut);
renewBy(renew);
whenSignedIn(signIn);
if (token()) signIn();
else signOut("");
