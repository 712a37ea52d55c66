package io.groat.infra.checks.linkage;

import java.util.Optional;

/**
 * A reference that does not resolve.
 *
 * @param from the internal name of the class that makes it
 * @param absentClass the class that is missing altogether, the owner or one of its parents; empty when all are there
 *     and it is the member that is wrong
 */
record Problem(String from, Reference reference, String what, Optional<String> absentClass) {
    static Problem absent(String from, Reference reference, String absentClass) {
        return new Problem(from, reference, "no such class " + absentClass.replace('/', '.'), Optional.of(absentClass));
    }

    static Problem wrong(String from, Reference reference, String what) {
        return new Problem(from, reference, what, Optional.empty());
    }

    @Override
    public String toString() {
        return from.replace('/', '.') + " needs " + reference + ": " + what;
    }
}
