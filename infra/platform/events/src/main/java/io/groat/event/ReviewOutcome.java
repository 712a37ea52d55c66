package io.groat.event;

/** How a review ended; the names stand in events and answers as they are. */
public enum ReviewOutcome {
    approved,
    blocked
}
