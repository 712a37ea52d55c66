package io.groat.infra.training.store;

/** A model that was, or would have been, trained is not to be used. The message says why, and what helps. */
public final class NotGoodEnough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotGoodEnough(String message) {
        super(message);
    }
}
