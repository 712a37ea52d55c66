// Cases: money from outside that a person has to decide on.

import { money } from "./amounts.js";
import { get } from "./api.js";
import { claimed, whose } from "./claim.js";
import { actionText, decisions } from "./decisions.js";
import { el } from "./elements.js";
import { filters, line } from "./list.js";
import { clock, facts, follow, heading, itemLink, link, note, table, time } from "./parts.js";
import { rowSentence, sentence } from "./reasons.js";
import { caseStatus } from "./settled.js";

const STATUSES = ["OPEN", "DECIDED", "CLOSED"];
const KINDS = ["SUSPENSE", "MISSING_HERE", "MISSING_THERE", "DIFFERS"];
/** What is being carried out is looked at again. */
const LOOK_AGAIN = 2000;

const kindText = kind => kind.toLowerCase().replaceAll("_", " ");

export const cases = {
  name: "cases",
  path: "/v1/cases",
  none: "No cases.",
  hint: "Choose a case, or ask for those that are open.",

  above: asked => [filters(cases, [
    { name: "status", label: "Status", words: STATUSES },
    { name: "kind", label: "Kind", words: KINDS },
    { name: "gateway", label: "Gateway", type: "text" },
  ], asked)],

  query: asked => asked,

  key: one => one.id,

  row: one => line(one.subject, money(one.amount, one.currency),
    [caseStatus(one), " " + kindText(one.kind) + ", " + one.gateway], whose(one) === "nobody" ? clock(one.openedAt) : whoText(one)),

  async show([id]) {
    const one = await get("/v1/cases/" + encodeURIComponent(id));
    return sections(one);
  },
};

const whoText = one => whose(one) === "mine" ? "yours" : "claimed";

function sections(one) {
  const open = one.status === "OPEN";
  const shown = [
    el("div", { class: "head" }, el("span", { class: "sum" }, money(one.amount, one.currency)), caseStatus(one),
      el("span", { class: "soft" }, kindText(one.kind))),
    el("p", { class: "path" }, el("strong", {}, one.gateway), " · ", el("strong", {}, one.subject)),
    el("p", { class: "story" }, one.story),
    one.trouble ? el("p", { class: "bad" }, "The last decision could not be carried out. " + sentence(one.trouble)) : null,
    open ? claimed(one) : null,
    open ? el("p", {}, "Usually done: ", el("strong", {}, actionText(one.proposal)), ".") : null,
    open ? decisions(one, whose(one) === "mine") : null,
    facts([
      ["what is wrong", one.row ? rowSentence(one.reason) : sentence(one.reason)],
      ["at the gateway", time(one.occurredAt)],
      ["opened", time(one.openedAt)],
      ["closed", one.closedAt && time(one.closedAt)],
      ["about", one.itemId && itemLink(one.itemId)],
      ["wallet", one.wallet && link("its owner", "users", one.wallet)],
      ["in the books", one.movementId && link("its movement", "transfers", one.movementId)],
    ]),
    one.row ? heading("The file's row") : null, one.row ? row(one.row) : null,
    one.decision ? heading("Decision") : null, one.decision ? decision(one.decision) : null,
    note("Case " + one.id),
  ];
  if (one.status === "DECIDED") follow(shown[0], LOOK_AGAIN);
  return shown;
}

const row = of => table(["Line", "#Amount", "#Fees and tax", "#Reached the bank"], [[
  link("line " + of.line, "settlements", of.settlementId, String(of.line)),
  money(of.amount, of.currency), money(of.fees, of.currency), money(of.net, of.currency)]]);

const decision = made => el("div", {},
  facts([["what", made.action ? actionText(made.action) : "it has come right by itself"], ["who", made.by], ["when", time(made.at)]]),
  el("p", { class: "story" }, made.note));
