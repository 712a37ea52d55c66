package io.groat.fraud.tally;

/**
 * The models that a payment was scored by.
 *
 * @param champion 0 where rules decided alone
 * @param shadow 0 for none
 */
public record ModelPair(int champion, int shadow) {}
