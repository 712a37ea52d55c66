package io.groat.infra.bench.report;

/**
 * How long something took.
 *
 * @param count how often it was seen
 * @param missing how often it was due and never seen
 */
public record Delays(long count, double p50Ms, double p99Ms, long missing) {}
