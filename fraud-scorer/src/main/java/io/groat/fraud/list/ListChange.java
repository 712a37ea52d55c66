package io.groat.fraud.list;

import io.groat.web.shape.Doc;
import java.time.Instant;

/**
 * That somebody was put on a list, or taken off.
 *
 * @param action put or remove
 * @param reason why, in the words of who did it
 */
@Doc("That somebody was put on a list, or taken off")
record ListChange(Instant at, String action, Subject subject, String id, Listing listing, String who, String reason) {}
