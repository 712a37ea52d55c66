package io.groat.infra.drill.history;

import org.jspecify.annotations.Nullable;

/** What a client was told about its transfer. An answer that asks to come again later is none. */
public sealed interface Answer {
    /** 202: the transfer stands and will end. */
    record Pending(String transferId) implements Answer {}

    /**
     * The transfer has ended.
     *
     * @param transferId null when it was refused without a trace
     * @param refusal the problem's code; null when the transfer is COMPLETED
     */
    record End(@Nullable String transferId, @Nullable String refusal) implements Answer {
        public static End completed(String transferId) {
            return new End(transferId, null);
        }

        public static End refused(String code, @Nullable String transferId) {
            return new End(transferId, code);
        }

        public boolean completed() {
            return refusal == null;
        }

        @Override
        public String toString() {
            return (refusal == null ? "COMPLETED" : refusal) + (transferId == null ? "" : " as " + transferId);
        }
    }
}
