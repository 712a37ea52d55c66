// The service's own calls. The token stays in this tab.

const TOKEN = "groat.token";
export const token = () => sessionStorage.getItem(TOKEN);
export const remember = text => sessionStorage.setItem(TOKEN, text);
export const forget = () => sessionStorage.removeItem(TOKEN);

let refused = () => {};
/** @param then is told why, when the token is good for nothing */
export const whenRefused = then => { refused = then; };

let renewed = async () => false;
/** @param how gets another token for one that has ended, and says whether there is one now */
export const renewBy = how => { renewed = how; };

export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || "The service answered " + status);
    this.status = status;
    this.code = problem.code;
    this.problem = problem;
  }
}

/** What JavaScript's numbers can't hold stays the text that it came as. */
const exact = (name, value, context) =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) ? context?.source ?? value : value;

async function ask(method, path, text, more) {
  const headers = { Authorization: "Bearer " + token(), Accept: "application/json", ...more };
  if (text !== undefined) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(path, { method, headers, body: text });
    return { answer, content: await answer.text() };
  } catch {
    throw new Refused(0, { detail: "The service can't be reached." });
  }
}

/**
 * @param body an object; or a text, which goes as it is
 * @param headers beside the usual ones
 */
export async function call(method, path, body, headers = {}) {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  let { answer, content } = await ask(method, path, text, headers);
  if (answer.status === 401 && await renewed()) ({ answer, content } = await ask(method, path, text, headers));
  const read = content && /json/.test(answer.headers.get("Content-Type")) ? JSON.parse(content, exact) : null;
  if (answer.ok) return read;
  if (answer.status === 401) refused("The key or token is not, or no longer, good.");
  throw new Refused(answer.status, read || {});
}

export const get = path => call("GET", path);
