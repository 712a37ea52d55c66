// The messages that were not sent but kept: all that a local stack tells its users.

const MOST_SHOWN = 200;
const NAMES = { sms: "SMS", email: "E-mail", push: "Push" };

const list = document.getElementById("messages");
const search = document.getElementById("search");
const channels = [...document.querySelectorAll("#channels button")];
const live = document.getElementById("live");
const note = document.getElementById("note");

let last = null;
let messages = [];

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  made.append(...content);
  return made;
}

function chosenChannel() {
  return channels.find(button => button.getAttribute("aria-pressed") === "true").dataset.channel;
}

/* What is no link stays text. */
function withLinks(text) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) => {
    if (index % 2 === 0) {
      return part;
    }
    const link = element("a", "", part);
    link.href = part;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return link;
  });
}

function when(at) {
  const time = new Date(at);
  const day = time.toDateString() === new Date().toDateString() ? "" : `${time.toLocaleDateString()} `;
  const made = element("time", "", day + time.toLocaleTimeString());
  made.dateTime = at;
  return made;
}

function receiver(to) {
  const made = element("button", "to", to);
  made.type = "button";
  made.title = "Only these";
  made.addEventListener("click", () => {
    search.value = to;
    show();
  });
  return made;
}

function copyButton(code) {
  const made = element("button", "copy", `Copy ${code}`);
  made.type = "button";
  made.addEventListener("click", () => {
    navigator.clipboard.writeText(code).then(() => { made.textContent = "Copied"; }, () => {});
  });
  return made;
}

function article(message) {
  const foot = element("div", "foot", element("span", "", message.template));
  const code = /^(\d{6})\b/.exec(message.body);
  if (code) {
    foot.append(copyButton(code[1]));
  }
  const head = element("div", "head",
    element("span", `channel ${message.channel}`, NAMES[message.channel] ?? message.channel),
    receiver(message.to), when(message.at));
  const title = message.subject ? [element("h2", "", message.subject)] : [];
  return element("article", "", head, ...title, element("p", "body", ...withLinks(message.body)), foot);
}

function matches(message, words) {
  const all = [message.to, message.subject ?? "", message.body, message.template].join("\n").toLowerCase();
  return words.every(word => all.includes(word));
}

function show() {
  const words = search.value.toLowerCase().split(/\s+/).filter(word => word);
  const channel = chosenChannel();
  const found = messages.filter(message => (!channel || message.channel === channel) && matches(message, words));
  const shown = found.slice(0, MOST_SHOWN).map(article);
  list.replaceChildren(...(shown.length ? shown
    : [element("div", "empty", messages.length ? "Nothing of that kind." : "Nothing yet. Messages show up by themselves.")]));
  note.textContent = found.length > MOST_SHOWN ? `${found.length - MOST_SHOWN} older ones are not shown: search for them.` : "";
}

async function refresh() {
  const answer = await fetch("/sandbox/messages", { signal: AbortSignal.timeout(10000) });
  if (!answer.ok) {
    throw new Error(`status ${answer.status}`);
  }
  const text = await answer.text();
  if (text !== last) {
    last = text;
    messages = JSON.parse(text);
    show();
  }
}

function state(on, text) {
  if (live.textContent !== text) {
    live.className = on ? "on" : "off";
    live.textContent = text;
  }
}

function again() {
  (document.hidden ? Promise.resolve() : refresh().then(() => state(true, "live"), () => state(false, "the notifier does not answer")))
    .finally(() => setTimeout(again, 1000));
}

search.addEventListener("input", show);
document.getElementById("filter").addEventListener("submit", event => event.preventDefault());
channels.forEach(button => button.addEventListener("click", () => {
  channels.forEach(one => one.setAttribute("aria-pressed", String(one === button)));
  show();
}));
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== search) {
    event.preventDefault();
    search.focus();
  }
});
again();
