"use strict";

const list = document.getElementById("messages");
const to = document.getElementById("to");
const channel = document.getElementById("channel");
let shown = "";

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

function article(message) {
  const made = document.createElement("article");
  if (message.subject) {
    made.append(element("h2", message.subject));
  }
  made.append(element("p", message.body));
  const when = new Date(message.at).toLocaleTimeString();
  made.append(element("div", `${message.channel} to ${message.to} · ${message.template} · ${when}`, "meta"));
  return made;
}

async function refresh() {
  const query = new URLSearchParams();
  if (to.value.trim()) {
    query.set("to", to.value.trim());
  }
  if (channel.value) {
    query.set("channel", channel.value);
  }
  const answer = await fetch(`/sandbox/messages?${query}`);
  if (!answer.ok) {
    return;
  }
  const text = await answer.text();
  if (text !== shown) {
    shown = text;
    const messages = JSON.parse(text);
    list.replaceChildren(...(messages.length ? messages.map(article) : [element("p", "Nothing yet.")]));
  }
}

function again() {
  refresh().catch(() => {}).finally(() => setTimeout(again, 1000));
}

document.getElementById("filter").addEventListener("submit", event => event.preventDefault());
document.getElementById("filter").addEventListener("input", () => refresh().catch(() => {}));
again();
