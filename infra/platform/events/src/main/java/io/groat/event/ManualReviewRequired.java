package io.groat.event;

import java.time.Instant;
import java.util.UUID;

/**
 * Body of ManualReviewRequired: an analyst has to decide.
 *
 * @param dueAt until when, by the review SLA
 */
public record ManualReviewRequired(UUID paymentId, String payerUser, double score, Instant at, Instant dueAt) {}
