package io.groat.event;

/**
 * One thing that made up a score.
 *
 * @param code stable, such as {@code AMOUNT_LINEAR}
 * @param contribution its part of the score
 * @param text for an analyst to read; never for a payer
 */
public record FraudReason(String code, double contribution, String text) {}
