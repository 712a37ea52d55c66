package io.groat.sandbox.event;

/** What every event has: an id of its own, and when it came to be, in Unix seconds. */
public record Stamp(String id, long created) {}
