// Asks before anything is changed.

import { $, el, fill } from "./elements.js";
import { field, problem } from "./parts.js";

/** Not by randomUUID: where the page came without TLS there is none. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return "admin-" + [...bytes].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Opens the dialog. The idempotency key is made here, once: a double click and a retry go under it. Only what was typed
 * anew after a clear refusal goes under another, for it is another request; where nobody knows whether the request was
 * done, nothing can be typed any more.
 *
 * @param title what it is about
 * @param fields what is typed: label, hint, and the input, which has a name
 * @param says of what is typed, by name: `lines` that tell what will be done, `button` that does it, and what is `wrong`
 * @param act does it, of what is typed and the key
 * @param done is given what the service answered
 * @param refused may take a refusal over by answering true
 */
export function ask({ title, fields = [], says, act, done, refused = () => false }) {
  let key = newKey();
  let sending = false;
  let clear = false;
  const dialog = $("ask");
  const lines = el("div", { class: "says", "aria-live": "polite" });
  const wrong = el("div", { class: "error", role: "alert" });
  const sure = el("button", { type: "submit", class: "primary", id: "ask-sure" });
  const cancel = el("button", { type: "button", id: "ask-cancel", onclick: () => dialog.close() }, "Cancel");

  const typed = () => Object.fromEntries(fields.map(({ input }) =>
    [input.name, input.type === "checkbox" ? input.checked : input.value.trim()]));

  function show() {
    const said = says(typed());
    fill(lines, ...said.lines.filter(Boolean).map(line => el("p", {}, ...[line].flat())),
      said.wrong ? el("p", { class: "error" }, said.wrong) : null);
    sure.textContent = sending ? "Sending …" : said.button;
    sure.disabled = sending || Boolean(said.wrong);
    cancel.disabled = sending;
    return !said.wrong;
  }

  async function send() {
    if (sending || !show()) return;
    sending = true;
    clear = false;
    show();
    wrong.replaceChildren();
    try {
      const answer = await act(typed(), key);
      dialog.close();
      done(answer);
    } catch (failure) {
      clear = failure.status >= 400 && failure.status < 500;
      if (clear && refused(failure)) dialog.close();
      else tell(failure);
    } finally {
      sending = false;
      show();
    }
  }

  function tell(failure) {
    fill(wrong, ...problem(failure));
    if (clear) return;
    fields.forEach(({ input }) => { input.disabled = true; });
    wrong.append(el("div", {}, "Whether it was done is not known. Trying again here does it once at most."));
  }

  const form = el("form", { method: "dialog", onsubmit: event => { event.preventDefault(); send(); } },
    el("h2", { id: "ask-title" }, title),
    ...fields.map(({ label, input, hint }) => field(label, input, hint)),
    lines, wrong,
    el("div", { class: "actions" }, sure, cancel));
  form.addEventListener("input", () => {
    if (clear) key = newKey();
    clear = false;
    wrong.replaceChildren();
    show();
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  show();
  (fields[0]?.input ?? cancel).focus();
}

/** While something is sent, Esc does not hide what becomes of it. */
$("ask").addEventListener("cancel", event => {
  if ($("ask-cancel")?.disabled) event.preventDefault();
});
