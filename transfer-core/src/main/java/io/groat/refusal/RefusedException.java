package io.groat.refusal;

import org.jspecify.annotations.Nullable;

/**
 * Carries a refusal up a reactive chain to where it is answered. Thrown where a request or a shard, not a
 * posting decision, is at fault; decisions return their refusals as values. Has no stack trace.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refused refused;

    public RefusedException(Refused refused) {
        this(refused, null);
    }

    /** @param cause what failed behind it */
    public RefusedException(Refused refused, @Nullable Throwable cause) {
        super(refused.refusal() + (refused.detail() == null ? "" : ": " + refused.detail()), cause, false, false);
        this.refused = refused;
    }

    public RefusedException(Refusal refusal) {
        this(Refused.of(refusal));
    }

    public Refused refused() {
        return refused;
    }
}
