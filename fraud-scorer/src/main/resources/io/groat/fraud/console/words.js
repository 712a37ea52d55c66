// Shares and times as people write them.

export const percent = share => Math.round(share * 100) + "%";

export function span(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60000));
  if (minutes < 60) return minutes + " min";
  if (minutes < 48 * 60) return Math.floor(minutes / 60) + " h" + (minutes % 60 ? " " + (minutes % 60) + " min" : "");
  return Math.round(minutes / 1440) + " d";
}

export function ago(time) {
  const passed = Date.now() - Date.parse(time);
  return passed < 60000 ? "just now" : span(passed) + " ago";
}

export const clock = time => new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
