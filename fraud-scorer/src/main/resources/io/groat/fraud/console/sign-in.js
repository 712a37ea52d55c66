// Who works here: asks for a key or token, and keeps it in this tab.

import { forget, remember, token, whenRefused } from "./api.js";
import { $ } from "./elements.js";

/**
 * Signs in with what this tab still has, or asks.
 * @param first reads by a new token what the page needs at once; what it throws refuses the token
 * @param begin shows the page, given the token and what was read
 * @param end empties the page
 */
export function signedIn({ first, begin, end }) {
  async function signIn(text) {
    remember(text);
    const read = await first();
    $("sign-out").hidden = false;
    $("sign-in").close();
    await begin(text, read);
  }

  function signOut(why) {
    forget();
    end();
    $("sign-out").hidden = true;
    document.body.classList.remove("reading");
    $("sign-in-error").textContent = why || "";
    $("token").value = "";
    if (!$("sign-in").open) $("sign-in").showModal();
  }

  $("sign-out").addEventListener("click", () => signOut(""));
  $("sign-in").addEventListener("cancel", event => event.preventDefault());
  $("sign-in-form").addEventListener("submit", event => {
    event.preventDefault();
    const text = $("token").value.trim();
    if (!text) return;
    $("sign-in-error").textContent = "";
    signIn(text).catch(failure => {
      if (failure.status !== 401) signOut(failure.status === 403 ? "This key or token is not an analyst's." : failure.message);
    });
  });

  whenRefused(signOut);
  const kept = token();
  if (kept) signIn(kept).catch(failure => failure.status === 401 || signOut(failure.message));
  else signOut("");
}
