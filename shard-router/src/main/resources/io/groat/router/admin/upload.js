// Bringing a gateway's settlement file: how far it is, and what is wrong with it, line by line.

import { get, token } from "./api.js";
import { el, fill, toast } from "./elements.js";
import { field, link, note, problem } from "./parts.js";
import { go } from "./place.js";

const LONGEST_NAME = 200;

/** The names that are known, to choose from: of gateways that have or had something of ours. */
async function gateways() {
  const [report, files] = await Promise.all([get("/v1/settlements/transit").catch(() => ({ accounts: [] })),
    get("/v1/settlements?limit=50").catch(() => ({ items: [] }))]);
  return [...new Set([...report.accounts, ...files.items].map(one => one.gateway))].sort();
}

export async function upload() {
  const names = await gateways();
  const gateway = el("input", { name: "gateway", id: "upload-gateway", required: true, autocomplete: "off", autocapitalize: "none",
    spellcheck: false, value: names.length === 1 ? names[0] : "" });
  gateway.setAttribute("list", "gateways");
  const file = el("input", { name: "file", id: "upload-file", type: "file", accept: ".csv,text/csv", required: true });
  const button = el("button", { type: "submit", class: "primary", id: "upload-send" }, "Bring it");
  const how = el("div", { id: "upload-how", "aria-live": "polite" });
  const form = el("form", { class: "upload", onsubmit: event => {
    event.preventDefault();
    if (!button.disabled) send(gateway.value.trim(), file.files[0], button, how);
  } },
  field("Gateway", gateway, "Its name in the configuration."),
  el("datalist", { id: "gateways" }, ...names.map(value => el("option", { value }))),
  field("File", file, "CSV, as the gateway writes it."), button);
  return [
    el("div", { class: "head" }, el("span", { class: "sum" }, "Bring a settlement file")),
    note("It is read to its end first: where something is wrong with it nothing is booked. The same file again changes nothing."),
    form, how,
  ];
}

async function send(gateway, file, button, how) {
  button.disabled = true;
  const bar = el("progress", { max: Math.max(file.size, 1), value: 0, "aria-label": "Sent" });
  const says = el("span", { class: "soft" }, "Sending …");
  fill(how, el("div", { class: "progress" }, bar, says));
  try {
    // Renews a token that has ended, before a large file is sent for nothing.
    await get("/v1/settlements?limit=1");
    const { status, body } = await post(gateway, file, sent => {
      bar.value = sent;
      if (sent >= file.size) says.textContent = "It is read …";
    });
    if (status >= 400) return await refused(body, status, how);
    toast(status === 200 ? "It had been taken before." : "Taken: its rows are being booked.");
    go("settlements", [body.id]);
  } catch (failure) {
    fill(how, el("div", { class: "error" }, ...problem(failure)));
  } finally {
    button.disabled = false;
  }
  return undefined;
}

/** By XMLHttpRequest, which tells how much was sent. */
function post(gateway, file, progress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const name = file.name.replace(/[^ -~]/g, "_").slice(-LONGEST_NAME);
    request.open("POST", "/v1/settlements?" + new URLSearchParams({ gateway, ...(name && { name }) }));
    request.setRequestHeader("Authorization", "Bearer " + token());
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "text/csv");
    request.upload.addEventListener("progress", event => progress(event.loaded));
    request.upload.addEventListener("load", () => progress(file.size));
    request.addEventListener("load", () => {
      try {
        done({ status: request.status, body: JSON.parse(request.responseText || "{}") });
      } catch {
        done({ status: request.status, body: {} });
      }
    });
    request.addEventListener("error", () =>
      fail(new Error("The answer was lost. Bring the same file again: what was taken is taken once.")));
    request.send(file);
  });
}

/** A file that can't be read is kept as one that failed, which has what is wrong with it line by line. */
async function refused(said, status, how) {
  const kept = /\(settlement ([0-9a-f-]{36})\)$/.exec(said.detail ?? "");
  const failed = said.code === "SETTLEMENT_UNREADABLE" && kept ? await get("/v1/settlements/" + kept[1]).catch(() => null) : null;
  fill(how, el("div", { class: "error", role: "alert" },
    ...(failed
      ? [el("strong", {}, said.title), el("ul", { class: "faults" }, ...failed.faults.map(fault => el("li", {}, fault))),
        el("div", { class: "code" }, said.code)]
      : problem({ problem: said, message: "The service answered " + status }))),
  failed ? el("p", {}, link("The settlement that failed", "settlements", failed.id)) : null);
}
