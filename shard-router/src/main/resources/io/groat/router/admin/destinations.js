// Where a user is paid out to. What it is exactly nobody is shown.

import { call, get } from "./api.js";
import { ask } from "./dialog.js";
import { el, toast } from "./elements.js";
import { clock, facts, note, problem } from "./parts.js";
import { again } from "./place.js";

const MOST = 200;
const KINDS = new Map([["upi", "UPI id"], ["bank", "Bank account"], ["card", "Card"]]);

const path = user => "/v1/users/" + encodeURIComponent(user) + "/destinations";

/** A user's destinations, or why they can't be told. */
export const destinations = user => get(path(user) + "?limit=" + MOST).then(page => page.items, failure => failure);

export function shownDestinations(all) {
  if (all instanceof Error) return problem(all);
  return all.length ? all.map(destination) : [note("None.")];
}

const title = one => (KINDS.get(one.kind) ?? one.kind) + " " + one.shown;

function destination(one) {
  return el("article", { class: "wallet destination", id: "destination-" + one.id },
    el("div", { class: "head" }, el("h4", {}, title(one)), el("span", { class: "soft" }, one.currency)),
    facts([
      ["called", one.label],
      ["in the name of", one.holder],
      ["proven by", one.gateway],
      ["added", clock(one.createdAt)],
    ]),
    el("div", { class: "actions" }, remove(one)));
}

function remove(one) {
  const asked = () => ask({
    title: "Remove",
    says: () => ({
      lines: [[el("strong", {}, one.userId), " is paid out to ", el("strong", {}, title(one)), " no more."],
        "What was not sent there by then is not sent."],
      button: "Remove it",
    }),
    act: (typed, key) => call("DELETE", path(one.userId) + "/" + one.id, undefined, { "Idempotency-Key": key }),
    done() {
      toast("Removed.");
      again();
    },
  });
  return el("button", { type: "button", class: "remove-destination", id: "remove-" + one.id, onclick: asked }, "Remove …");
}
