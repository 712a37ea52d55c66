package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;

/** A look whether there is an account at a destination. */
public record Validation(String id, String destination, boolean active, String name, long createdAt) implements Row {}
