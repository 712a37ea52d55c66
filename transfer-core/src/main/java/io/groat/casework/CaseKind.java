package io.groat.casework;

/** What a case is about. */
public enum CaseKind {
    /** A payment that is not as it was ordered, or that its wallet does not take: it stands in suspense. */
    SUSPENSE,
    /** A gateway has settled something of which nothing is known here. */
    MISSING_HERE,
    /** A gateway has settled newer things, and not this one. */
    MISSING_THERE,
    /** What a gateway has settled is not as it is known here. */
    DIFFERS
}
