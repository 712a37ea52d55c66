package io.groat.casework;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was decided.
 *
 * @param by who; {@code system:…} where it has come right by itself
 * @param note why, in up to 500 characters
 */
public record CaseDecision(@Nullable CaseAction action, String note, String by, Instant at) {}
