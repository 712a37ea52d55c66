// Deciding on cases: what each decision does, in words, and the question before it is made.

import { money } from "./amounts.js";
import { call } from "./api.js";
import { ask } from "./dialog.js";
import { el, toast } from "./elements.js";
import { again } from "./place.js";
import { sentence } from "./reasons.js";

/** Differences by which the file is booked as it says, and only what is left is decided on. */
const BY_REST = ["AMOUNT_DIFFERS", "FEE_DIFFERS"];
const LONGEST = 500;

const ACTIONS = new Map(Object.entries({
  CREDIT_WALLET: { text: "Credit the wallet", where: "goes to its wallet" },
  REFUND_TO_SOURCE: { text: "Refund to the source", where: "goes back by its gateway to where it was paid from" },
  BOOK_TO_SUSPENSE: { text: "Put aside", where: "is put aside on the suspense account, to be decided on later" },
  BOOK_AS_FEE: { text: "Book as a fee", where: "is booked as the gateway's cost, or gain" },
  WRITE_OFF: { text: "Write off", where: "is written off for good" },
  CLOSE: { text: "Close", where: "" },
}));

export const actionText = action => ACTIONS.get(action)?.text ?? action;

/** @param able whether it may be decided on now */
export function decisions(one, able) {
  const button = action => el("button", { type: "button", id: "decide-" + action.toLowerCase().replaceAll("_", "-"), disabled: !able,
    class: action === one.proposal ? "usual" : "", title: action === one.proposal ? "What is usually done" : "",
    onclick: () => decide(one, action) }, actionText(action) + " …");
  const usualFirst = [...one.actions].sort((a, b) => (b === one.proposal) - (a === one.proposal));
  return el("div", { class: "actions", id: "decisions" }, ...usualFirst.map(button));
}

const size = minor => minor < 0n ? -minor : minor;

/** What will move, a line each; the first line's sum stands on the button. */
function moves(one, action) {
  const { where } = ACTIONS.get(action) ?? { where: "is decided on as " + action };
  const strong = (minor, currency) => el("strong", {}, money(size(minor), currency));
  if (action === "CLOSE") return { sum: "", lines: ["Nothing moves. The note says why."] };
  const row = one.row;
  if (!row) {
    const all = BigInt(one.amount);
    return { sum: money(size(all), one.currency), lines: [[strong(all, one.currency), " " + where + "."]] };
  }
  const booked = [strong(BigInt(row.net), row.currency), BigInt(row.net) < 0n ? " has left the bank, " : " has reached the bank, ",
    strong(BigInt(row.fees), row.currency), " is the gateway's: booked as the file says."];
  if (one.kind === "DIFFERS" && BY_REST.includes(one.reason)) {
    const rest = BigInt(one.amount) - BigInt(row.amount);
    return { sum: money(size(rest || BigInt(row.net)), row.currency), lines: [booked,
      rest ? [strong(rest, row.currency), (rest > 0n ? " that is missing " : " that is too much ") + where + "."]
        : "Nothing is left over."] };
  }
  const whole = action === "BOOK_AS_FEE" ? BigInt(row.net) : BigInt(row.net) + BigInt(row.fees);
  return { sum: money(size(whole), row.currency), lines: [[strong(whole, row.currency), " of the file's row " + where + "."]] };
}

function decide(one, action) {
  const { sum, lines } = moves(one, action);
  ask({
    title: actionText(action),
    fields: [{ label: "Why", input: el("input", { name: "note", maxLength: LONGEST, autocomplete: "off" }),
      hint: "It stands in the case and in the audit log." }],
    says: ({ note }) => ({
      wrong: note ? null : "A decision needs a reason.",
      lines,
      button: (actionText(action) + " " + sum).trim(),
    }),
    act: ({ note }) => call("POST", "/v1/cases/" + one.id + "/decide", { action, note }),
    done(stands) {
      toast(ended(stands));
      again();
    },
  });
}

function ended(stands) {
  if (stands.trouble) return "It could not be carried out. " + sentence(stands.trouble);
  return stands.status === "CLOSED" ? "Done: the case is closed." : "It is being carried out.";
}
