// Wallet types and transaction types: what is in force, what was, and making another version.

import { get } from "./api.js";
import { editor } from "./editor.js";
import { el } from "./elements.js";
import { line } from "./list.js";
import { clock, heading, link, note, table, time } from "./parts.js";
import { address } from "./place.js";
import { preview } from "./preview.js";
import {
  NEW_TRANSACTION_TYPE, NEW_WALLET_TYPE, TRANSACTION_TYPE_MEMBERS, WALLET_TYPE_MEMBERS, nextText, transactionType, walletType,
} from "./rule-words.js";

/** In the place of a name: no rule can be called so. */
const NEW = "+";

/** @param kind its name in addresses, what one is called, its empty text, how one is shown, and what comes below that */
function rules({ name, one, empty, members, shown, below = () => [] }) {
  const path = "/v1/" + name;
  const write = (rule, text) => editor({ section: name, path, one, rule, text, members });
  return {
    name,
    path,
    none: "There is none yet.",
    hint: "Choose a " + one + ", or make one.",
    above: () => [el("p", { class: "filters" }, el("a", { class: "button", id: "new", href: address(name, [NEW]) }, "New " + one))],
    query: () => ({}),
    key: rule => rule.name,
    row: rule => line(rule.title, "", rule.name + " · version " + rule.version, clock(rule.createdAt)),

    async show([which, version]) {
      if (which === NEW) return write(null, empty);
      const own = path + "/" + encodeURIComponent(which);
      const versions = await get(own + "/versions?limit=200");
      const latest = versions.items[0];
      if (version === "edit") return write(latest, nextText(latest));
      const rule = versions.items.find(each => String(each.version) === version)
        ?? (version ? await get(own + "?version=" + encodeURIComponent(version)) : latest);
      const old = rule.version !== latest.version;
      return [
        el("div", { class: "head" }, el("span", { class: "sum" }, rule.title),
          el("span", { class: "tag " + (old ? "warn" : "good") }, "version " + rule.version + (old ? ", not in force" : ", in force"))),
        el("p", { class: "path" }, el("strong", {}, rule.name), el("span", { class: "soft" }, " · "), time(rule.createdAt),
          el("span", { class: "soft" }, " by " + rule.createdBy)),
        el("div", { class: "actions" },
          old ? link("To the version in force", name, rule.name)
            : el("a", { class: "button", id: "edit", href: address(name, [rule.name, "edit"]) }, "New version")),
        ...shown(rule),
        ...(old ? [] : below(rule)),
        heading("Versions"),
        table(["Version", "Title", "Made", "By"], versions.items.map(each => [
          el("a", { href: address(name, [each.name, String(each.version)]), "aria-current": String(each.version === rule.version) },
            String(each.version)), el("span", { class: "words" }, each.title), time(each.createdAt), each.createdBy])),
        versions.next ? note("And older ones.") : null,
      ];
    },
  };
}

export const walletTypes = rules({ name: "wallet-types", one: "wallet type", empty: NEW_WALLET_TYPE,
  members: WALLET_TYPE_MEMBERS, shown: walletType });

export const transactionTypes = rules({ name: "transaction-types", one: "transaction type", empty: NEW_TRANSACTION_TYPE,
  members: TRANSACTION_TYPE_MEMBERS, shown: transactionType, below: preview });
