// A wallet: what is in it, and how it stands to its limits.

import { grouped, money } from "./amounts.js";
import { call, get } from "./api.js";
import { ask } from "./dialog.js";
import { el, toast } from "./elements.js";
import { clock, link, note, problem, status } from "./parts.js";
import { again } from "./place.js";

const path = account => "/v1/accounts/" + account.id;

/** How a wallet stands to its limits, or why that can't be told. */
export const standings = account => get(path(account) + "/limits").then(page => page.items, failure => failure);

export function wallet(account, limits) {
  const amount = value => money(value, account.currency);
  const figure = (name, value) => el("div", {}, el("dt", {}, name), el("dd", {}, amount(value)));
  return el("article", { class: "wallet", id: "wallet-" + account.id },
    el("div", { class: "head" }, el("h4", {}, account.type + " · " + account.currency),
      status(account.status)),
    el("dl", { class: "balance" },
      figure("balance", account.balance.posted),
      figure("held", account.balance.held),
      figure("available", account.balance.available)),
    el("div", { class: "actions" }, freeze(account), close(account)),
    ...shownLimits(account, limits),
    note("Account " + account.id + " · shard " + account.shard + " · opened " + clock(account.createdAt)));
}

function shownLimits(account, limits) {
  if (limits instanceof Error) return problem(limits);
  if (!limits.length) return [note("Its type has no limits.")];
  const { walletType, version } = limits[0];
  return [
    el("ul", { class: "limits" }, ...limits.map(limit => standing(account, limit))),
    el("p", { class: "note" }, "By ", link(walletType + ", version " + version, "wallet-types", walletType, String(version)), "."),
  ];
}

function standing(account, limit) {
  const of = value => limit.measure === "amount" ? money(value, account.currency)
    : grouped(value) + (BigInt(value) === 1n ? " movement" : " movements");
  const head = el("div", {}, el("strong", {}, limit.name), el("span", { class: "soft" }, " · " + limit.direction + " · "
    + limit.window + (limit.transactionTypes.length ? " · " + limit.transactionTypes.join(", ") : "")));
  if (limit.window === "transaction") return el("li", {}, head, el("div", {}, "at most " + of(limit.max) + " each"));
  const most = BigInt(limit.max);
  const [used, left] = [limit.used, limit.left].map(limit.measure === "amount" ? of : grouped);
  const share = most ? Number(BigInt(limit.used) * 1000n / most) / 10 : 100;
  const filled = el("span", { class: share >= 100 ? "full" : "" });
  filled.style.width = Math.min(100, share) + "%";
  return el("li", {}, head,
    el("div", { class: "meter", role: "meter", "aria-valuemin": "0", "aria-valuemax": "100",
      "aria-valuenow": String(Math.min(100, share)), "aria-label": limit.name + ", share that is used" }, filled),
    el("div", {}, el("span", { class: "num" }, used + " of " + of(limit.max) + " used, "),
      el("strong", { class: "num left" }, left + " left")),
    limit.resetsAt ? el("div", { class: "soft" }, "less from " + clock(limit.resetsAt)) : null);
}

function freeze(account) {
  const frozen = account.status === "FROZEN";
  const name = account.type + " wallet in " + account.currency;
  const asked = () => ask({
    title: frozen ? "Unfreeze" : "Freeze",
    says: () => ({
      lines: [["The ", el("strong", {}, name), " of ", el("strong", {}, account.userId), " with ",
        el("strong", {}, money(account.balance.posted, account.currency)), frozen ? " may pay again." : " pays nothing any more."],
      frozen ? "" : "What is paid to it still comes."],
      button: frozen ? "Unfreeze it" : "Freeze it",
    }),
    act: (typed, key) => call("PATCH", path(account), { status: frozen ? "OPEN" : "FROZEN" }, { "Idempotency-Key": key }),
    done() {
      toast(frozen ? "It may pay again." : "Frozen.");
      again();
    },
  });
  return el("button", { type: "button", class: "freeze", id: "freeze-" + account.id, disabled: account.status === "CLOSED",
    onclick: asked }, frozen ? "Unfreeze …" : "Freeze …");
}

function close(account) {
  const name = account.type + " wallet in " + account.currency;
  const empty = BigInt(account.balance.posted) === 0n && BigInt(account.balance.held) === 0n;
  const asked = () => ask({
    title: "Close",
    says: () => ({
      wrong: empty ? null : "There are " + money(account.balance.posted, account.currency) + " in it: only an empty wallet is closed.",
      lines: [["The ", el("strong", {}, name), " of ", el("strong", {}, account.userId), " is closed for good: nothing is paid by it"
        + " nor to it any more."], "Its history stays."],
      button: "Close it for good",
    }),
    act: (typed, key) => call("PATCH", path(account), { status: "CLOSED" }, { "Idempotency-Key": key }),
    done() {
      toast("Closed.");
      again();
    },
  });
  return el("button", { type: "button", class: "close", id: "close-" + account.id, disabled: account.status === "CLOSED",
    onclick: asked }, "Close …");
}
