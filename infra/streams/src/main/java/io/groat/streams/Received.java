package io.groat.streams;

/**
 * Something read from a topic.
 *
 * @param body what the record holds
 * @param offset its place in its partition
 */
public record Received<T>(T body, String topic, int partition, long offset) {}
