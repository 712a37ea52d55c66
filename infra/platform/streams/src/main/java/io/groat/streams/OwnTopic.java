package io.groat.streams;

/** A topic that a service keeps for itself, beside those of {@link io.groat.event.Topic}; a bean each. */
public record OwnTopic(String name) {}
