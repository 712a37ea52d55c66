package io.groat.lane;

/**
 * A lane as it stands.
 *
 * @param reachable whether its last batch reached the shard
 * @param depth commands waiting
 * @param capacity commands that may wait
 * @param commands committed since the start
 * @param batches committed since the start
 * @param largestBatch commands in the largest batch since the start
 */
public record LaneStatus(boolean reachable, int depth, int capacity, long commands, long batches, int largestBatch) {}
