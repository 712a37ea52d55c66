package io.groat.infra.bench.report;

/**
 * How long after a payment's answer others know of it.
 *
 * @param perSecond payments that were asked for
 * @param decision until the scorer's decision is on Kafka
 * @param dashboard until the dashboard's stream counts the payment
 * @param payee until the payee's stream tells of it
 */
public record FollowResult(double perSecond, Delays decision, Delays dashboard, Delays payee) {}
