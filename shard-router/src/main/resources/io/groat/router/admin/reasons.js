// Why a payment from outside, or one that goes out, is not where it should be: in words.

const WORDS = new Map(Object.entries({
  AMOUNT_DIFFERS: "Another amount was paid than was ordered.",
  CURRENCY_DIFFERS: "It was paid in another currency than was ordered.",
  PAID_TWICE: "The order had been paid already.",
  NOT_PAID: "The gateway says that it will not be paid.",
  REFUSED_BY_BANK: "The bank refused it.",
  RETURNED_BY_BANK: "The bank sent it back.",
  REFUSED: "The gateway refused it.",
  NOT_TAKEN: "The gateway never had it.",
  REFUND_TOO_LARGE: "It is more than was left of the order.",
  ALREADY_REFUNDED: "All of the order had gone back already.",
  PAYMENT_DECLINED: "It was declined.",
  PAYOUT_CALLED_OFF: "It was called off.",
  DESTINATION_NOT_FOUND: "The user took the destination away.",
  GATEWAY_UNAVAILABLE: "The gateway can't be reached; it is tried again.",
  ACCOUNT_CLOSED: "The wallet is closed.",
  ACCOUNT_FROZEN: "The wallet is frozen.",
  INSUFFICIENT_FUNDS: "There is not enough in the wallet.",
  MAX_BALANCE_EXCEEDED: "The wallet would have more in it than its type allows.",
  LIMIT_EXCEEDED: "A limit of the wallet would be passed.",
  NOT_KNOWN: "Nothing is known here by that id.",
  NOT_SETTLED: "The gateway has settled newer things, and not this one.",
  KIND_DIFFERS: "It is known here as something else.",
  SETTLED_BEFORE: "It was settled before, by another row or a decision.",
  FEE_DIFFERS: "What the gateway keeps is below zero, or more than it took.",
  RETURNED: "It came back, and the wallet does not take it.",
  DISPUTE_COVERED: "A bank has taken back what who was paid has not.",
  DISPUTE_WON: "A dispute was won, and its money is back.",
  WALLET_TYPE_NOT_ALLOWED: "The wallet's type does not allow it.",
}));

/** In what a file's row is not as what it is about. */
const OF_ROWS = new Map(Object.entries({
  AMOUNT_DIFFERS: "It is another amount than is known here.",
  CURRENCY_DIFFERS: "It is another currency than is known here.",
}));

/** The reason of a file's row, or of a case about one. */
export const rowSentence = reason => OF_ROWS.get(reason) ?? sentence(reason);

/** A reason as a sentence; one that has no words here in its own, as it is. */
export const sentence = reason => WORDS.get(reason) ?? "The reason is " + reason + ".";
