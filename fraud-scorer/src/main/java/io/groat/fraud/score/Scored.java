package io.groat.fraud.score;

import io.groat.event.TraceParent;
import io.groat.fraud.feature.Features;
import org.jspecify.annotations.Nullable;

/**
 * A score with the features that it follows from.
 *
 * @param trace of the payment's event, which what is published of it goes on in; null when it was in none
 */
public record Scored(
        Score score, Features features, @Nullable TraceParent trace) {}
