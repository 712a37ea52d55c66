// The payer's page: what is to be paid, by which method, and how the provider is to behave.

const HINTS = new Map(Object.entries({
  "pay": "Pays, and every webhook comes at once.",
  "decline": "The payer's bank says no.",
  "late": "The API knows at once; webhooks come later.",
  "twice": "Two payments succeed on this one order.",
  "wrong-amount": "One minor unit less is paid than was asked.",
  "bad-signature": "A forged webhook comes first, then the right one.",
  "out-of-order": "What happened last is told first.",
  "never": "No webhook: only the API knows.",
  "repeat": "Every webhook comes five times at once, with one id.",
  "old": "Webhooks say that they are ten minutes old.",
  "truncated": "Webhooks come without their ends first.",
  "refund-fails": "Pays; every refund of it will fail.",
  "payout-returns": "Pays; the next payout comes back after it was processed.",
  "dispute": "Pays; the payer's bank wants it back at once.",
}));

const $ = id => document.getElementById(id);
const path = location.pathname;
const buttons = [...document.querySelectorAll("button[data-how]")];
const methods = [...document.querySelectorAll("input[name=method]")];

/* Whole numbers of the minor unit, of any size. */
function money(minor, currency) {
  const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "code" });
  const digits = format.resolvedOptions().maximumFractionDigits;
  const text = String(minor).padStart(digits + 1, "0");
  const whole = BigInt(text.slice(0, text.length - digits)).toLocaleString("en");
  return `${currency} ${whole}${digits ? "." + text.slice(-digits) : ""}`;
}

const chosen = () => methods.find(one => one.checked).value;

function showMethod() {
  $("upi-field").hidden = chosen() !== "upi";
  $("card-field").hidden = chosen() !== "card";
}

function say(text, kind) {
  $("status").textContent = text;
  $("status").className = kind;
}

function show(checkout) {
  $("provider").textContent = checkout.provider;
  $("merchant").textContent = checkout.merchant;
  $("amount").textContent = money(checkout.amount, checkout.currency);
  $("reference").textContent = checkout.reference ? `Reference ${checkout.reference}` : checkout.id;
  $("form").hidden = checkout.status !== "open";
  if (checkout.status === "paid") {
    say(checkout.paid === checkout.amount ? "Paid" : `Paid: ${money(checkout.paid, checkout.currency)}`, "good");
  } else if (checkout.status === "expired") {
    say("Its time is over", "bad");
  }
  if (checkout.status === "paid" && checkout.successUrl) {
    $("back").href = checkout.successUrl;
    $("next").hidden = false;
  }
}

function firstMethod(checkout) {
  const cardsAlone = checkout.provider === "stripe";
  $("methods").hidden = cardsAlone;
  methods.forEach(one => { one.checked = one.value === (cardsAlone ? "card" : "upi"); });
  showMethod();
}

async function call(address, body) {
  const answer = await fetch(address, body === undefined ? {}
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const read = await answer.json();
  if (!answer.ok) {
    throw new Error(read.error.message);
  }
  return read;
}

function order(how) {
  const method = chosen();
  const body = { how, method };
  if (method === "card") {
    body.card = $("card").value;
  } else if (method === "upi") {
    body.upi = $("upi").value;
  }
  if (how === "late") {
    body.delaySeconds = Number($("delay").value);
  }
  return body;
}

async function pay(how) {
  buttons.forEach(button => { button.disabled = true; });
  try {
    const checkout = await call(path, order(how));
    const captured = checkout.payments.filter(payment => payment.captured);
    if (captured.length === 0) {
      say("Declined", "bad");
    } else if (checkout.status === "open") {
      say(`${money(checkout.paid, checkout.currency)} was paid, which is not all`, "bad");
    }
    show(checkout);
  } catch (failure) {
    say(failure.message, "bad");
  } finally {
    buttons.forEach(button => { button.disabled = false; });
  }
}

methods.forEach(one => one.addEventListener("change", showMethod));
$("form").addEventListener("submit", event => event.preventDefault());
buttons.forEach(button => {
  const hint = HINTS.get(button.dataset.how);
  button.title = hint;
  button.addEventListener("focus", () => { $("hint").textContent = hint; });
  button.addEventListener("click", () => pay(button.dataset.how));
});

call(`${path}/checkout`).then(checkout => {
  firstMethod(checkout);
  show(checkout);
}, failure => {
  $("merchant").textContent = "Nothing to pay";
  say(failure.message, "bad");
});
