package io.groat.fraud.score;

import io.groat.fraud.feature.Features;

/** A score with the features that it follows from. */
public record Scored(Score score, Features features) {}
