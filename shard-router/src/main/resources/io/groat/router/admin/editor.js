// Writes a rule: its text goes as it was typed, so that lines are those that the service names.

import { call } from "./api.js";
import { ask } from "./dialog.js";
import { el, fill, toast } from "./elements.js";
import { facts, heading } from "./parts.js";
import { address, again, go } from "./place.js";
import { changedLines } from "./rule-words.js";

/** What was typed and is not made yet, by what it is for: whoever looks elsewhere finds it again. */
const drafts = new Map();

/**
 * @param rule the one whose next version it is; null for a new one
 * @param text what it begins with
 */
export function editor({ section, path, one, rule, text, members }) {
  const draft = section + "/" + (rule ? rule.name + "@" + rule.version : "");
  const numbers = el("pre", { class: "numbers", "aria-hidden": "true" });
  const area = el("textarea", { id: "rule-text", value: drafts.get(draft) ?? text, wrap: "off", spellcheck: false,
    autocapitalize: "none", "aria-label": "The text of the " + one, "aria-describedby": "faults" });
  const faults = el("ul", { id: "faults", class: "faults", role: "alert" });

  const lines = () => area.value.split("\n");
  function number(wrong = new Set()) {
    area.rows = Math.max(10, lines().length);
    fill(numbers, ...lines().map((line, index) => el("span", { class: wrong.has(index + 1) ? "bad" : "" }, index + 1 + "\n")));
  }

  function choose(wanted) {
    const before = lines().slice(0, wanted - 1).join("\n");
    const start = wanted > 1 ? before.length + 1 : 0;
    area.focus();
    area.setSelectionRange(start, start + (lines()[wanted - 1] ?? "").length);
  }

  /** Takes over what is wrong with the text; other refusals stay in the dialog. */
  function refused(failure) {
    const { line, field, detail } = failure.problem;
    if (line === undefined && field === undefined) return false;
    const said = (detail ?? failure.message).split(/; (?=line \d+, ")/).map(each => ({ each, line: /^line (\d+),/.exec(each)?.[1] }));
    fill(faults, ...said.map(fault => el("li", {}, fault.line
      ? el("button", { type: "button", class: "quiet", onclick: () => choose(Number(fault.line)) }, fault.each) : fault.each)));
    number(new Set(said.map(fault => Number(fault.line))));
    if (line !== undefined) setTimeout(() => choose(Number(line)));
    return true;
  }

  area.addEventListener("input", () => {
    drafts.set(draft, area.value);
    number();
  });
  number();
  const close = () => go(section, rule ? [rule.name] : []);
  const save = () => make({ path, one, rule, text: area.value, changed: changedLines(text, area.value), refused, done(made) {
    drafts.delete(draft);
    toast(made.name + " is at version " + made.version + ".");
    go(section, [made.name]);
    again();
  } });
  return [
    el("div", { class: "head" }, el("span", { class: "sum" }, rule ? "Version " + (rule.version + 1) + " of " + rule.name : "New " + one)),
    el("div", { class: "code-field" }, numbers, area),
    faults,
    el("div", { class: "actions" },
      el("button", { type: "button", class: "primary", id: "save", onclick: save }, rule ? "Make this version …" : "Make it …"),
      el("button", { type: "button", onclick: () => { drafts.delete(draft); close(); } }, "Throw away"),
      el("a", { href: address(section, rule ? [rule.name] : []) }, "Leave for now")),
    heading("What may stand in it"), el("div", { class: "members" }, facts(members)),
  ];
}

/** The name that a text says, as far as it can be read. */
function nameIn(text) {
  try {
    return String(JSON.parse(text).name);
  } catch {
    return null;
  }
}

function make({ path, one, rule, text, changed, refused, done }) {
  const name = rule ? rule.name : nameIn(text);
  ask({
    title: rule ? "New version" : "New " + one,
    says: () => ({
      wrong: rule && !changed.length ? "Nothing of it is changed." : null,
      lines: rule
        ? [["Version " + (rule.version + 1) + " of the " + one + " ", el("strong", {}, name), " takes the place of version "
          + rule.version + "."],
        changed.map(line => el("span", { class: "change " + (line.startsWith("-") ? "bad" : "good") }, line)),
        "It is in force on every shard within two seconds, for all payments from then on."]
        : [["A " + one, ...(name ? [" named ", el("strong", {}, name)] : []), " is made. It can be changed, and never deleted."]],
      button: rule ? "Make version " + (rule.version + 1) : "Make it",
    }),
    act: (typed, key) => rule
      ? call("PUT", path + "/" + name + "?after=" + rule.version, text, { "Idempotency-Key": key })
      : call("POST", path, text, { "Idempotency-Key": key }),
    done,
    refused,
  });
}
