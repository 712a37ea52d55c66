package io.groat.event;

import java.time.Instant;

/** Body of UserCreated: a user's first account was opened. */
public record UserCreated(String userId, int shard, Instant at) {}
