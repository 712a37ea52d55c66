// Where in the page one is. It stands in the address after its #, so that links, going back and a reload find it.

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What the address names: a section, what of it is open, and what its list is asked for. */
export function place() {
  const [path, query] = location.hash.slice(1).split("?");
  const [, section, ...open] = path.split("/").map(decoded);
  return { section: section || "wallet-types", open: open.filter(part => part), asked: new URLSearchParams(query ?? "") };
}

/** Leads to a place; `asked` is left out where it is empty. */
export function address(section, open = [], asked = new URLSearchParams()) {
  const query = asked.toString();
  return "#/" + [section, ...open].map(encodeURIComponent).join("/") + (query ? "?" + query : "");
}

export function go(section, open, asked) {
  const there = address(section, open, asked);
  if (location.hash === there) again();
  else location.hash = there;
}

let shown = () => {};
/** @param then shows the place anew, its list too */
export const whenChanged = then => { shown = then; };

/** Shows what was changed. */
export function again() {
  shown();
}
