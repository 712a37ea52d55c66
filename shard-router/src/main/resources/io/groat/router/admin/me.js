// Who has signed in, as the service calls them: by what stands in the key or token itself.

import { token } from "./api.js";

function subject(jwt) {
  const [, claims] = jwt.split(".");
  return JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))).sub;
}

/** The caller in one word, as cases name who has claimed them; null where the token is of another kind. */
export function me() {
  const text = token() ?? "";
  const key = /^groat_([0-9a-f]{16})_/.exec(text);
  if (key) return "api_key:" + key[1];
  try {
    return "user:" + subject(text);
  } catch {
    return null;
  }
}
