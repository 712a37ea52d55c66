package io.groat.infra.drill.history;

/**
 * A transfer that a client of the drill wants to happen once, whatever it takes.
 *
 * @param key its idempotency key, unique in the drill
 * @param payer the payer's user id
 * @param payee the payee's user id
 * @param amountMinor minor units
 */
public record Order(String key, String payer, String payee, long amountMinor, ExpectedEnding outlook) {}
