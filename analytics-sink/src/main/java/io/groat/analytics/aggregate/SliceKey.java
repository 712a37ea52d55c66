package io.groat.analytics.aggregate;

/**
 * A stretch of time as one partition of one topic shows it.
 *
 * @param start seconds since 1970
 * @param source the topic's id
 */
public record SliceKey(int generation, Granularity granularity, long start, String source, int part) {}
