package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;

/**
 * What an idempotency key was used for.
 *
 * @param id the provider and the key
 * @param request a hash of what was asked
 * @param answer what was answered
 */
public record Remembered(String id, String request, String answer) implements Row {}
