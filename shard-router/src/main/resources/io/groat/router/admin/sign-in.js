// Signing in: by a key or token that is pasted, or by a password and a code. What is kept is kept in this tab.

import { Refused, forget, remember, token } from "./api.js";
import { $ } from "./elements.js";

const REFRESH = "groat.refresh";

/** The challenge that a code answers. */
let challenge = null;

/** A call that needs no token. */
async function open(path, body) {
  let answer, said;
  try {
    answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    said = await answer.json();
  } catch {
    throw new Refused(0, { detail: "The service can't be reached." });
  }
  if (!answer.ok) throw new Refused(answer.status, said);
  return said;
}

function keep(grant) {
  remember(grant.accessToken);
  sessionStorage.setItem(REFRESH, grant.refreshToken);
  return true;
}

let renewing = null;

/** Another token for one that has ended, where somebody logged in; says whether there is one. A refresh token is good once. */
export function renew() {
  const refreshToken = sessionStorage.getItem(REFRESH);
  if (!refreshToken) return Promise.resolve(false);
  renewing ??= open("/v1/auth/refresh", { refreshToken }).then(keep, () => false).finally(() => { renewing = null; });
  return renewing;
}

/** Forgets who signed in, and ends the session of whoever logged in. */
export function leave() {
  if (sessionStorage.getItem(REFRESH) && token()) {
    fetch("/v1/auth/session", { method: "DELETE", headers: { Authorization: "Bearer " + token() } }).catch(() => {});
  }
  sessionStorage.removeItem(REFRESH);
  forget();
}

/** Asks who it is. */
export function askWho(why) {
  $("sign-in-error").textContent = why;
  for (const id of ["token", "login-password", "login-code"]) $(id).value = "";
  askForPassword();
  if (!$("sign-in").open) $("sign-in").showModal();
}

function askForPassword() {
  challenge = null;
  $("code-form").hidden = true;
  $("password-form").hidden = false;
}

function askForCode(answer) {
  challenge = answer.challengeId;
  $("code-label").textContent = answer.methods.includes("totp") ? "Code of the authenticator app, or a recovery code"
    : "Code that was sent to the phone";
  $("password-form").hidden = true;
  $("code-form").hidden = false;
  $("login-code").focus();
}

function named(text) {
  if (text.startsWith("+")) return { phone: text };
  return text.includes("@") ? { email: text } : { userId: text };
}

async function byPassword(then) {
  const answer = await open("/v1/auth/login", { ...named($("login-name").value.trim()), password: $("login-password").value });
  if (answer.mfaRequired) return askForCode(answer);
  keep(answer);
  return then();
}

async function byCode(then) {
  keep(await open("/v1/auth/otp/verify", { challengeId: challenge, code: $("login-code").value.trim() }));
  return then();
}

function byToken(then) {
  sessionStorage.removeItem(REFRESH);
  remember($("token").value.trim());
  return then();
}

/** @param then is called when there is a token; what it refuses with is shown */
export function whenSignedIn(then) {
  const forms = [["sign-in-form", byToken], ["password-form", byPassword], ["code-form", byCode]];
  forms.forEach(([id, how]) => $(id).addEventListener("submit", event => {
    event.preventDefault();
    $("sign-in-error").textContent = "";
    how(then).catch(failure => {
      $("sign-in-error").textContent = failure.message;
    });
  }));
  $("code-back").addEventListener("click", askForPassword);
  $("sign-in").addEventListener("cancel", event => event.preventDefault());
}
