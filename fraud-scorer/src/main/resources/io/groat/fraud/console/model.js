// One model: what its file says, where it stands and may be put, how it compares, how far it has drifted.

import { call, get } from "./api.js";
import { compared } from "./comparison.js";
import { curves } from "./curves.js";
import { drifted } from "./drift.js";
import { $, el, fill, toast } from "./elements.js";
import { clock } from "./words.js";

/** Where a model may be put: the call, and what it is called. */
const PLACES = {
  activate: { role: "champion", to: "Put in force", off: "Take out of force" },
  shadow: { role: "shadow", to: "Into the shadow", off: "Take out of the shadow" },
};

/**
 * @param known models and history, as they were read
 * @param wanted whether it still is the one to be shown
 * @param changed called when it was put somewhere
 */
export async function showModel(version, known, wanted, changed) {
  const { champion, shadow } = known.models;
  const wasShadow = shadow === version || known.history.some(one => one.role === "shadow" && one.version === version);
  const [model, drift] = await Promise.all([get("/v1/models/" + version), get("/v1/models/" + version + "/drift")]);
  if (!wanted()) return;
  const stands = { activate: champion === version, shadow: shadow === version };
  fill($("case"),
    el("a", { class: "back", href: "#" }, "← Models"),
    el("div", { class: "head" },
      el("span", { class: "sum" }, model.label),
      stands.activate ? el("span", { class: "tag good" }, "in force") : null,
      stands.shadow ? el("span", { class: "tag warn" }, "in the shadow") : null,
      stands.activate || stands.shadow ? null : el("span", { class: "tag soft" }, "scores nothing")),
    el("p", { class: "path" }, "Version " + model.version,
      el("span", { class: "soft" }, " · " + clock(model.createdAt) + " by " + model.author)),
    el("p", {}, model.note),
    el("div", { class: "actions" }, ...Object.entries(PLACES).map(([place, { to, off }]) =>
      el("button", { type: "button", id: "do-" + place, onclick: () => decide(place, model, stands[place], known.models, changed) },
        stands[place] ? off : to))),
    el("div", { id: "decide" }),
    ...wasShadow ? compared(version) : [],
    ...drifted(drift, stands.activate || stands.shadow),
    ...curves(model.card),
    ...card(model.card));
  $("case").dataset.version = String(version);
  $("case").scrollTop = 0;
}

/** What will be, in words. */
function consequence(place, model, takesOut, { champion, shadow }) {
  const one = "Version " + model.version;
  if (place === "shadow") {
    return takesOut ? one + " will score nothing any more. What it has scored stays."
      : one + " will score beside what decides" + (shadow ? ", in the place of version " + shadow : "") + ", and decide nothing.";
  }
  return takesOut ? "Rules will decide alone." : one + " will decide with the rules"
    + (champion ? ", in the place of version " + champion : "") + ": within two seconds, everywhere.";
}

function decide(place, model, takesOut, standing, changed) {
  const { role, to, off } = PLACES[place];
  const why = el("textarea", { id: "why", required: true, maxLength: 500, "aria-label": "Why",
    placeholder: "Why? It is kept with the change." });
  const close = () => { $("decide").replaceChildren(); $("do-" + place).focus(); };
  const wrong = el("p", { class: "error", role: "alert" });
  const says = el("p", {}, consequence(place, model, takesOut, standing));
  let now = standing;
  const form = el("form", { class: "decide", onsubmit: async event => {
      event.preventDefault();
      const note = why.value.trim();
      if (!note) return;
      $("send").disabled = true;
      try {
        await call("POST", "/v1/models/" + (takesOut ? 0 : model.version) + "/" + place, { note, replaces: now[role] });
        toast("Done.");
        await changed();
      } catch (failure) {
        // What was written is still there, to be sent again.
        wrong.textContent = failure.message;
        if (failure.status === 409) await lookAgain();
        $("send").disabled = false;
        why.focus();
      }
    } },
    says, why, wrong,
    el("div", { class: "row" },
      el("button", { type: "submit", class: "primary", id: "send" }, takesOut ? off : to),
      el("button", { type: "button", class: "quiet", onclick: close }, "Cancel")));
  // Whoever sends it again has read what it replaces now.
  const lookAgain = async () => {
    now = await get("/v1/models").catch(() => now);
    says.textContent = consequence(place, model, takesOut, now);
  };
  form.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    if (event.key === "Escape") close();
  });
  $("decide").replaceChildren(form);
  form.scrollIntoView({ block: "nearest" });
  why.focus();
}

function card(said) {
  const plain = value => value.toLocaleString("en", { maximumFractionDigits: 4 });
  const day = time => new Date(time).toLocaleDateString(undefined, { dateStyle: "medium" });
  const from = value => value > 1 ? "never" : "from " + plain(value) + " on";
  const rows = [
    ["payments", plain(said.payments)], ["frauds among them", plain(said.frauds)],
    ["the first", day(said.trainedFrom)], ["the last", day(said.trainedTo)],
    ["reviewed", from(said.review)], ["blocked", from(said.block)],
    ["trees", plain(said.trees)], ["inputs", plain(said.features.length)],
    ...Object.entries(said.costs).map(([name, value]) => ["cost: " + name, plain(value)]),
    ...Object.entries(said.figures).map(([name, value]) => [name, plain(value)]),
  ];
  return [el("h3", {}, "Its training"), el("p", {}, "Trained on " + said.trainedOn + "."),
    el("dl", { class: "facts" }, ...rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
    el("details", {}, el("summary", {}, "All inputs"), el("p", { class: "soft" }, said.features.join(", ")))];
}
