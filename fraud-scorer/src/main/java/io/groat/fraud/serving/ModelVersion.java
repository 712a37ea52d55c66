package io.groat.fraud.serving;

import java.time.Instant;

/**
 * A model as it was added.
 *
 * @param version from 1
 * @param label as its file calls it
 * @param bytes how long its file is
 */
public record ModelVersion(int version, String label, long bytes, String author, String note, Instant createdAt) {}
