package io.groat.router.http;

import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;

/** What is at fault, in the words of a call that names it otherwise than the engine does. */
public final class FieldNames {

    private FieldNames() {}

    /** The same refusal, which says {@code theirs} where it said {@code ours}. */
    public static RefusedException renamed(RefusedException refusal, String ours, String theirs) {
        Refused said = refusal.refused();
        return ours.equals(said.field())
                ? new RefusedException(new Refused(said.refusal(), theirs, said.detail(), said.members()), refusal)
                : refusal;
    }
}
