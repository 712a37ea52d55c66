package io.groat.router.shard;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.guard.*}: when a shard is left alone, and how many may read it at once.
 *
 * @param window last commands that are looked at
 * @param failureRate percentage of them that has to fail for the shard to be left alone
 * @param pause how long it is left alone before it is tried again
 * @param probes commands let through to try it
 * @param reads most reads of one shard at once
 */
record GuardSettings(
        @DefaultValue("20") int window,
        @DefaultValue("50") int failureRate,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("5") int probes,
        @DefaultValue("256") int reads) {}
