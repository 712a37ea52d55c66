package io.groat.analytics.aggregate;

/**
 * Figures of a stretch from one partition, as they are kept.
 *
 * @param first place of the first event in it
 * @param next the place after the last event in it
 * @param data {@link io.groat.analytics.figure.FigureBytes}
 */
public record Slice(SliceKey key, long first, long next, byte[] data) {}
