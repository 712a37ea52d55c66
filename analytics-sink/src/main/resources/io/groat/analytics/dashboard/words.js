// Words, numbers and elements.

export const $ = id => document.getElementById(id);
const UNKNOWN = "–";
const known = value => value !== null && value !== undefined && !Number.isNaN(value);

export const count = value => known(value) ? Number(value).toLocaleString("en") : UNKNOWN;
export const percent = value => known(value)
  ? (value * 100).toLocaleString("en", { maximumFractionDigits: 2 }) + "%" : UNKNOWN;
export const millis = value => !known(value) ? UNKNOWN : value >= 10000
  ? (value / 1000).toLocaleString("en", { maximumFractionDigits: 1 }) + " s"
  : value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 }) + " ms";
export const span = seconds => !known(seconds) ? UNKNOWN : seconds < 120 ? seconds.toFixed(1) + " s"
  : seconds < 7200 ? Math.round(seconds / 60) + " min" : (seconds / 3600).toFixed(1) + " h";

/** The time of day; with the day, when it was another. */
export function clock(time) {
  const moment = new Date(time);
  const text = moment.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return moment.toDateString() === new Date().toDateString() ? text
    : moment.toLocaleDateString(undefined, { day: "numeric", month: "short" }) + " " + text;
}

export function digits(currency) {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  } catch (unknown) {
    return 2;
  }
}

/** Minor units, which may be longer than a number can be, as people write them. */
export function money(minor, currency) {
  if (!known(minor)) return UNKNOWN;
  const places = digits(currency);
  const text = String(minor).replace("-", "").padStart(places + 1, "0");
  const whole = places ? text.slice(0, -places) : text;
  return (String(minor).startsWith("-") ? "−" : "") + BigInt(whole).toLocaleString("en")
    + (places ? "." + text.slice(-places) : "") + " " + currency;
}

/** The same in as few letters as a tile has room for. */
export function shortMoney(minor, currency) {
  if (!known(minor)) return UNKNOWN;
  const major = Number(minor) / 10 ** digits(currency);
  return major.toLocaleString("en", { notation: Math.abs(major) >= 1e6 ? "compact" : "standard",
    maximumFractionDigits: Math.abs(major) < 1e3 || Math.abs(major) >= 1e6 ? 2 : 0 })
    + " " + currency;
}

/** An element with properties and children; a text is a text, never markup. */
export function el(name, properties = {}, ...children) {
  return filled(document.createElement(name), properties, children);
}

/** The same of a drawing. */
export function draw(name, properties = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
}

function filled(element, properties, children) {
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (key === "class") element.setAttribute("class", value);
    else if (key in element && !key.includes("-") && !(element instanceof SVGElement)) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

export function setText(id, text) {
  const element = $(id);
  if (element.textContent !== text) element.textContent = text;
}

/** Replaces what an element holds, unless it would look the same. */
export function show(id, children) {
  const next = el("div", {}, children);
  const element = $(id);
  if (element.innerHTML !== next.innerHTML) element.replaceChildren(...next.childNodes);
}

export const mark = (text, kind) => el("span", { class: "state " + kind }, text);
export const number = text => el("td", { class: "number" }, text);
export const cell = (text, kind) => el("td", { class: kind || "" }, text);
export const row = (...cells) => el("tr", {}, cells);
export const rows = (id, found, columns, text) =>
  show(id, found.length ? found : [row(el("td", { colSpan: columns, class: "none" }, text))]);
