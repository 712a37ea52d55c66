package io.groat.router.settlement;

import org.jspecify.annotations.Nullable;

/**
 * Why a settlement file can't be taken.
 *
 * @param line of the file, from 1; 0 for the file as a whole
 * @param column its name; null where it is about the whole line
 */
record Fault(long line, @Nullable String column, String says) {

    String text() {
        String where = column == null ? "line " + line : "line " + line + ", column " + column;
        return line == 0 ? says : where + ": " + says;
    }

    FaultException thrown() {
        return new FaultException(this);
    }

    /** Thrown where a file is read. */
    static final class FaultException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Fault fault;

        private FaultException(Fault fault) {
            super(fault.text(), null, false, false);
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }
}
