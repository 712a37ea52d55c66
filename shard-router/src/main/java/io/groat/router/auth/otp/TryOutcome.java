package io.groat.router.auth.otp;

/** What became of a try at a challenge. */
public enum TryOutcome {
    RIGHT,
    WRONG,
    /** It counts; whether the answer is right somebody else has to say. */
    COUNTED,
    /** The challenge has run out, was answered, or has been tried too often. */
    OVER
}
