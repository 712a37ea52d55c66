// The service's own calls. The token stays in this tab.

const TOKEN = "groat.token";
export const token = () => sessionStorage.getItem(TOKEN);
export const remember = text => sessionStorage.setItem(TOKEN, text);
export const forget = () => sessionStorage.removeItem(TOKEN);

let refused = () => {};
/** @param then is told why, when the token is good for nothing */
export const whenRefused = then => { refused = then; };

export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || "The service answered " + status);
    this.status = status;
    this.code = problem.code;
  }
}

export async function call(method, path, body) {
  const headers = { Authorization: "Bearer " + token(), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let answer, text;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    text = await answer.text();
  } catch {
    throw new Refused(0, { detail: "The service can't be reached." });
  }
  const content = text && /json/.test(answer.headers.get("Content-Type")) ? JSON.parse(text) : null;
  if (answer.ok) return content;
  if (answer.status === 401) refused("The key or token is not, or no longer, good.");
  throw new Refused(answer.status, content || {});
}

export const get = path => call("GET", path);
