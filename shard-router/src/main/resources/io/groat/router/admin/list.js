// The list of a section: what it is asked for, its pages, what of it is open.

import { get, token } from "./api.js";
import { $, el, fill } from "./elements.js";
import { choices, field } from "./parts.js";
import { address, go } from "./place.js";

/** Which turn of reading is the newest: the answer to an older one is not shown. */
let loading = 0;
/** The section that is shown, what it was asked for, what of it is open, and the cursor of what follows. */
let now = { section: null, asked: "", open: null, next: null };

/**
 * Shows the section's list, unless it is there already.
 * @param anew also then
 */
export function showList(section, asked, open, anew) {
  const same = now.section === section && now.asked === asked.toString();
  if (!same) {
    now = { section, asked: asked.toString(), open, next: null };
    $("list").replaceChildren();
    fill($("filters"), ...section.above(asked));
  }
  now.open = open;
  if (!same || anew) load(true);
  else mark();
}

async function load(first) {
  const turn = ++loading;
  const { section } = now;
  const asked = new URLSearchParams(now.asked);
  try {
    const query = new URLSearchParams(section.query(asked));
    query.set("limit", "50");
    if (!first) query.set("cursor", now.next);
    const page = await get(section.path + "?" + query);
    if (turn !== loading) return;
    now.next = page.next;
    const items = page.items.map(item => row(section, item, asked));
    if (first) $("list").replaceChildren(...items);
    else $("list").append(...items);
    $("list-note").textContent = $("list").childElementCount ? "" : section.none;
    $("more").hidden = !page.next;
    mark();
  } catch (failure) {
    if (turn !== loading || !token()) return;
    if (first) $("list").replaceChildren();
    $("more").hidden = true;
    $("list-note").textContent = section.refused?.(failure) ?? failure.message;
  }
}

function row(section, item, asked) {
  const link = el("a", { class: "item", href: address(section.name, [section.key(item)], asked) }, ...section.row(item));
  link.dataset.key = section.key(item);
  return el("li", {}, link);
}

function mark() {
  for (const link of $("list").querySelectorAll("a")) {
    if (link.dataset.key === now.open) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

export function emptyList() {
  loading++;
  now = { section: null, asked: "", open: null, next: null };
  $("list").replaceChildren();
  $("filters").replaceChildren();
  $("list-note").textContent = "";
  $("more").hidden = true;
}

/**
 * A form that asks the list for less.
 * @param fields name, label, and the type of the input or the words to choose from
 */
export function filters(section, fields, asked) {
  const form = el("form", { class: "filters", onsubmit: event => {
    event.preventDefault();
    const wanted = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value.trim()) wanted.set(name, value.trim());
    go(section.name, [], wanted);
  } }, ...fields.map(({ name, label, type, words }) => {
    const input = words
      ? choices({ name }, [["", "any"], ...words.map(word => [word, word.toLowerCase().replaceAll("_", " ")])])
      : el("input", { name, type, autocomplete: "off", spellcheck: false });
    input.value = asked.get(name) ?? "";
    return field(label, input);
  }), el("button", { type: "submit" }, "Show"));
  return form;
}

/** The line of an item: what it is, an amount or a word, and two smaller ones; each a text, an element or several. */
export const line = (who, amount, small, last) => [["who", who], ["amount", amount], ["small", small], ["small", last]]
  .map(([kind, shown]) => el("span", { class: kind }, ...[shown].flat()));

$("more").addEventListener("click", () => load(false));
