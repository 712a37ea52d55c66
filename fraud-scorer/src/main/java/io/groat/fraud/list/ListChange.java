package io.groat.fraud.list;

import java.time.Instant;

/**
 * That somebody was put on a list, or taken off.
 *
 * @param action put or remove
 * @param reason why, in the words of who did it
 */
record ListChange(Instant at, String action, Subject subject, String id, Listing listing, String who, String reason) {}
