package io.groat.fraud.rule;

import java.time.Instant;

/**
 * That a version of the rules came into force.
 *
 * @param action publish or rollback
 * @param replaced the version that was in force before
 */
public record RuleChange(Instant at, String action, int version, int replaced, String who, String note) {}
