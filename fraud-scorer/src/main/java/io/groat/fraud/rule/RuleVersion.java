package io.groat.fraud.rule;

import java.time.Instant;

/**
 * Rules as they were published.
 *
 * @param yaml what was written
 */
public record RuleVersion(int version, String yaml, String author, String note, Instant createdAt) {}
