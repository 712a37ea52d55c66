package io.groat.fraud.model;

import java.io.Serial;

/** A model that can't be used: what is wrong, and in which field. */
public final class ModelRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String reason;

    public ModelRefused(String field, String reason) {
        super(field + ": " + reason, null, false, false);
        this.field = field;
        this.reason = reason;
    }

    /** Such as {@code trees[2].splits[0]}. */
    public String field() {
        return field;
    }

    /** The same, of a part that stands in a field of something greater. */
    ModelRefused in(String place) {
        return new ModelRefused(place + "." + field, reason);
    }

    static void require(boolean holds, String field, String reason) {
        if (!holds) {
            throw new ModelRefused(field, reason);
        }
    }
}
