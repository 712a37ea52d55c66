package io.groat.infra.training.generate.habit;

/** What is known of a planned payment beside its parties and its amount, as a byte a payment. */
final class Note {

    static final byte NOTHING = 0;

    /** Somebody may look into it: large, or one of many. */
    static final byte UNUSUAL = 1;

    /** The payee may pay the same back some day. */
    static final byte AMONG_FRIENDS = 2;

    private Note() {}
}
