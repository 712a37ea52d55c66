package io.groat.infra.bench.load;

/**
 * What one part used, a completed transfer.
 *
 * @param cpuMs milliseconds of processor time
 * @param switches from thread to thread, voluntary and not
 */
public record PartUse(double cpuMs, double switches) {}
