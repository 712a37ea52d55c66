// Users: found by what is known of them, with their wallets, whom they may pay and where they are paid out to.

import { get } from "./api.js";
import { beneficiaries, shownBeneficiaries } from "./beneficiaries.js";
import { destinations, shownDestinations } from "./destinations.js";
import { $, el } from "./elements.js";
import { line } from "./list.js";
import { choices, clock, facts, heading, isAccount, note, status, time } from "./parts.js";
import { address, go } from "./place.js";
import { standings, wallet } from "./wallets.js";

const BY = [["id", "Id"], ["phone", "Phone"], ["email", "E-mail"]];

export const users = {
  name: "users",
  path: "/v1/users",
  none: "Nobody is registered.",
  hint: "Find a user by their id, an account's id, their phone number or e-mail address.",
  refused: failure => failure.status === 403 ? "Admins alone see all users; find one above." : failure.message,

  above: () => [finder()],

  query: () => ({}),

  key: user => user.id,

  row: user => line(user.fullName, user.status === "ACTIVE" ? "" : status(user.status), user.id, clock(user.createdAt)),

  async show([named]) {
    const id = isAccount(named) ? (await get("/v1/accounts/" + named)).userId : named;
    const path = "/v1/users/" + encodeURIComponent(id);
    const [user, accounts, payees, places] = await Promise.all([
      get(path).catch(failure => ({ failure })),
      get(path + "/accounts"),
      beneficiaries(id),
      destinations(id)]);
    const wallets = await Promise.all(accounts.items.map(async account => wallet(account, await standings(account))));
    return [...who(id, user), heading("Wallets"), ...(wallets.length ? wallets : [note("None.")]),
      heading("Beneficiaries"), ...shownBeneficiaries(payees), heading("Destinations of payouts"), ...shownDestinations(places)];
  },
};

function finder() {
  const by = choices({ name: "by", "aria-label": "Find by" }, BY);
  const text = el("input", { name: "text", id: "find", required: true, autocomplete: "off", autocapitalize: "none",
    spellcheck: false, "aria-label": "What is looked for" });
  const wrong = el("p", { class: "error", id: "find-error", role: "alert" });
  return el("form", { class: "filters", onsubmit: event => {
    event.preventDefault();
    wrong.textContent = "";
    find(by.value, text.value.trim()).catch(failure => { wrong.textContent = failure.message; });
  } }, by, text, el("button", { type: "submit" }, "Find"), wrong);
}

async function find(by, text) {
  const id = by === "id" ? text : (await get("/v1/users/find?" + new URLSearchParams({ [by]: text }))).id;
  go("users", [id]);
  $("case").focus();
}

function who(id, user) {
  const asked = new URLSearchParams({ userId: id });
  const more = el("p", { class: "path" }, ...[["Transfers", "transfers"], ["Holds", "holds"], ["Orders", "orders"], ["Payouts", "payouts"],
    ["Disputes", "disputes"]]
    .flatMap(([text, section], index) => [index ? " · " : "", el("a", { href: address(section, [], asked) }, text)]));
  if (user.failure) {
    const unknown = user.failure.status === 404;
    return [el("div", { class: "head" }, el("span", { class: "sum" }, id)), more,
      note(unknown ? "Nobody is registered under that id." : user.failure.message)];
  }
  return [
    el("div", { class: "head" }, el("span", { class: "sum" }, user.fullName), status(user.status)),
    more,
    facts([
      ["id", user.id],
      ["phone", user.phone + (user.phoneVerified ? "" : " (not proven)")],
      ["e-mail", user.email ? user.email + (user.emailVerified ? "" : " (not proven)") : undefined],
      ["roles", user.roles.join(", ")],
      ["second factor", user.secondFactor],
      ["registered", time(user.createdAt)],
      ["shard", user.shard],
    ]),
  ];
}
