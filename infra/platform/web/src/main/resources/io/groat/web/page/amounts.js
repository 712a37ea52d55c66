// Amounts of money: whole numbers of a currency's minor unit, of any size, as people write them.

const DIGITS = new Map();

/** How many digits a currency has after the point. */
export function digitsOf(currency) {
  if (!DIGITS.has(currency)) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "code" });
    DIGITS.set(currency, format.resolvedOptions().maximumFractionDigits);
  }
  return DIGITS.get(currency);
}

/** @param whole a number or a string of digits; with commas between thousands */
export const grouped = whole => BigInt(whole).toLocaleString("en");

/** The amount without its currency, every digit of it: `1,234.50`. */
export function plainAmount(minor, currency) {
  const digits = digitsOf(currency);
  const amount = BigInt(minor);
  const text = String(amount < 0n ? -amount : amount).padStart(digits + 1, "0");
  const whole = grouped(text.slice(0, text.length - digits));
  return (amount < 0n ? "-" : "") + whole + (digits ? "." + text.slice(-digits) : "");
}

export const money = (minor, currency) => currency + " " + plainAmount(minor, currency);

/** The minor units that somebody typed, a BigInt; null for what is no amount of that currency. */
export function typedAmount(text, currency) {
  const found = /^(\d+)(?:\.(\d+))?$/.exec(text.trim().replace(/[, ](?=\d{3}(?!\d))/g, ""));
  const digits = digitsOf(currency);
  if (!found || (found[2] ?? "").length > digits) return null;
  return BigInt(found[1] + (found[2] ?? "").padEnd(digits, "0"));
}

/** As requests have it: a number where that holds it, else its digits. */
export const asJson = minor =>
  BigInt(minor) <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(minor) : String(minor);
