package io.groat.infra.drill.fault;

import java.util.Optional;

/** The order of faults. */
public interface Plan {
    /** The next fault; empty when there are no more. */
    Optional<Fault> next();
}
