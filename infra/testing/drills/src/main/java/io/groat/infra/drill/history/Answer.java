package io.groat.infra.drill.history;

import org.jspecify.annotations.Nullable;

/** What a client was told about its order. An answer that asks to come again later is none. */
public sealed interface Answer {
    /** 202: it stands and will end. */
    record Pending(String id) implements Answer {}

    /**
     * It has ended: a movement; or what reserves money, and lets it go, was done.
     *
     * @param id the transfer's, or the hold's; null when it was refused without a trace
     * @param refusal the problem's code; null when it was done
     * @param amountMinor what was moved, in minor units; null where that was not said
     */
    record End(
            @Nullable String id,
            @Nullable String refusal,
            @Nullable Long amountMinor) implements Answer {
        public static End completed(String id) {
            return new End(id, null, null);
        }

        public static End completed(String id, @Nullable Long amountMinor) {
            return new End(id, null, amountMinor);
        }

        public static End refused(String code, @Nullable String id) {
            return new End(id, code, null);
        }

        public boolean completed() {
            return refusal == null;
        }

        @Override
        public String toString() {
            return (refusal == null ? "COMPLETED" : refusal)
                    + (amountMinor == null ? "" : " with " + amountMinor)
                    + (id == null ? "" : " as " + id);
        }
    }
}
