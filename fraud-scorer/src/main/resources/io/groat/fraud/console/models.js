// The models' page: which models there are, which of them decide, and the one that is open, which the address names.

import { get } from "./api.js";
import { $, el, fill, toast } from "./elements.js";
import { showModel } from "./model.js";
import { signedIn } from "./sign-in.js";
import { clock } from "./words.js";

/** models: as the service lists them, and history: who put which where. */
const known = { models: null, history: [] };

const read = () => Promise.all([get("/v1/models"), get("/v1/models/history")]);

const named = version => {
  if (!version) return null;
  const model = known.models.items.find(one => one.version === version);
  return version + (model ? " · " + model.label : "");
};

function showList() {
  const { champion, shadow, policy, items } = known.models;
  const pair = (name, value) => el("div", {}, el("dt", {}, name), el("dd", {}, value));
  fill($("standing"),
    pair("in force", named(champion) ?? "rules alone"),
    pair("in the shadow", named(shadow) ?? "none"),
    champion || shadow ? pair("decided by", policy === "max" ? "the sterner of both" : "rules first") : null);
  fill($("list"), ...items.map(model => el("li", {}, line(model))));
  $("list-note").textContent = items.length ? "" : "There is no model yet. infra/train makes one.";
  $("changes-title").hidden = !known.history.length;
  fill($("changes"), ...known.history.slice(0, 20).map(change));
  markOpen();
}

const ROLES = { champion: "in force", shadow: "in the shadow", none: "" };

function line(model) {
  return el("a", { class: "item", href: "#" + model.version, id: "model-" + model.version },
    el("span", { class: "who" }, model.label),
    el("span", { class: "amount" }, ROLES[model.role]),
    el("span", { class: "small" }, "version " + model.version + " · " + model.author),
    el("span", { class: "small" }, clock(model.createdAt)));
}

function change(made) {
  const where = made.role === "champion" ? "in force" : "in the shadow";
  const what = made.version ? "version " + made.version + " " + where
    : made.role === "champion" ? "rules alone" : "nothing in the shadow";
  return el("li", {}, el("span", { class: "soft" }, clock(made.at) + " · "), made.who + " · " + what
    + (made.replaced ? ", before version " + made.replaced : ""), el("div", {}, made.note));
}

const asked = () => Number(/^#(\d{1,9})$/.exec(location.hash)?.[1] ?? 0);

function markOpen() {
  [...$("list").querySelectorAll("a")].forEach(link =>
    link.setAttribute("aria-current", String(link.hash === "#" + asked())));
}

async function open() {
  const version = asked();
  markOpen();
  document.body.classList.toggle("reading", Boolean(version));
  if (!version) return fill($("case"), el("p", { class: "empty" }, "Choose a model."));
  try {
    await showModel(version, known, () => version === asked(), again);
  } catch (failure) {
    if (version !== asked()) return;
    fill($("case"), el("a", { class: "back", href: "#" }, "← Models"), el("p", { class: "error" }, failure.message));
  }
}

/** After something was changed. */
async function again() {
  try {
    [known.models, known.history] = await read().then(([models, history]) => [models, history.items]);
    showList();
    await open();
  } catch (failure) {
    toast(failure.message);
  }
}

window.addEventListener("hashchange", () => known.models && open());

signedIn({
  first: read,
  begin: async (text, [models, history]) => {
    known.models = models;
    known.history = history.items;
    showList();
    await open();
  },
  end: () => {
    known.models = null;
    for (const id of ["standing", "list", "changes", "case"]) $(id).replaceChildren();
    $("changes-title").hidden = true;
  },
});
