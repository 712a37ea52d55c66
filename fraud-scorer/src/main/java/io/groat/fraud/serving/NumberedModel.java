package io.groat.fraud.serving;

import io.groat.fraud.model.Model;

/** A model under the number that it is kept by. */
public record NumberedModel(int version, Model model) {}
