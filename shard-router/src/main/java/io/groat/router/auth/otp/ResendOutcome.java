package io.groat.router.auth.otp;

import java.time.Duration;

/** What became of the wish for another code. */
public sealed interface ResendOutcome {

    /** There is a new code; the one before is over. */
    record NewCode(String code) implements ResendOutcome {
        /** Never shows the code. */
        @Override
        public String toString() {
            return "NewCode";
        }
    }

    /** Not before that time has passed. */
    record TooSoon(Duration left) implements ResendOutcome {}

    /** The challenge is over, or had all the codes it gets. */
    record Over() implements ResendOutcome {}
}
