package io.groat.sandbox.model;

import io.groat.sandbox.book.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Money that leaves for somebody's bank.
 *
 * <pre>
 * PROCESSING → PROCESSED  it has arrived
 * PROCESSING → FAILED     it never left
 * PROCESSED  → REVERSED   the bank has sent it back
 * </pre>
 *
 * @param reference what the merchant knows it by
 * @param destination where to, without what would be a whole account number
 * @param utr the banks' number of the transfer, once there is one
 * @param failure why it failed or came back
 */
public record Payout(
        String id,
        Provider provider,
        long amount,
        String currency,
        Status status,
        @Nullable String reference,
        String destination,
        Map<String, String> notes,
        @Nullable String utr,
        @Nullable String failure,
        long createdAt)
        implements Row {

    /** Where it stands. */
    public enum Status {
        PROCESSING,
        PROCESSED,
        FAILED,
        REVERSED
    }

    public Payout processed(String number) {
        return with(Status.PROCESSED, number, null);
    }

    public Payout ended(Status next, String why) {
        return with(next, utr, why);
    }

    private Payout with(Status next, @Nullable String number, @Nullable String why) {
        return new Payout(id, provider, amount, currency, next, reference, destination, notes, number, why, createdAt);
    }
}
