package io.groat.rule;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A rule's text says what can't be. */
public final class RuleRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<RuleFault> faults;

    /** @param faults one at least, in the order of the text */
    public RuleRefusedException(List<RuleFault> faults) {
        super(faults.stream().map(RuleFault::toString).collect(Collectors.joining("; ")), null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<RuleFault> faults() {
        return faults;
    }
}
