package io.groat.infra.drill.proof;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the events on Kafka, taken in the order of each partition, with the books. An event may come again under the
 * same id; then its first time counts.
 */
public final class EventsCheck {
    private static final String BEGIN = "PaymentInitiated";

    /** An event as a consumer sees it; {@code about} is the id of the transfer, hold, order, payout or dispute. */
    public record Seen(String key, String type, String id, String about) {}

    private static final class Told {
        private final BookedTransfer transfer;
        private boolean begun;
        private @Nullable String end;

        Told(BookedTransfer transfer) {
            this.transfer = transfer;
        }
    }

    private final Books books;
    private final Violations breaches;
    private final Map<String, Told> transfers = new HashMap<>();
    private final Map<String, Long> lastDebit = new HashMap<>();
    private final HoldEventsCheck holds;
    private final OutsideEventsCheck outside;
    private long seen;
    private long repeated;

    public EventsCheck(Books books, Violations breaches) {
        this.books = books;
        this.breaches = breaches;
        this.holds = new HoldEventsCheck(books, breaches);
        this.outside = new OutsideEventsCheck(breaches);
        books.transfers().forEach(transfer -> transfers.put(transfer.id(), new Told(transfer)));
    }

    /** Takes the next event of its partition. */
    public void take(Seen event) {
        seen++;
        if (HoldEventsCheck.isOne(event)) {
            holds.take(event);
            return;
        }
        if (OutsideEventsCheck.isOne(event)) {
            outside.take(event);
            return;
        }
        Told told = transfers.get(event.about());
        if (told == null) {
            breaches.add(Promise.EVENTS_ARRIVE, event + " is about a transfer that is not in the books");
            return;
        }
        if (!event.id().equals(event.about() + ":" + event.type())
                || !event.key().equals(told.transfer.owner())) {
            breaches.add(Promise.EVENTS_ARRIVE, event + " has not the id or the key of transfer " + told.transfer);
        }
        if (BEGIN.equals(event.type())) {
            begin(told);
        } else {
            end(told, event.type());
        }
    }

    /** Finds what is missing, once all were taken. */
    public void finish() {
        for (Told told : transfers.values()) {
            if (!told.begun) {
                breaches.add(Promise.EVENTS_ARRIVE, "No " + BEGIN + " of transfer " + told.transfer);
            }
            String due = dueEnd(told.transfer);
            if (!due.equals(told.end)) {
                breaches.add(Promise.EVENTS_ARRIVE, "No " + due + " of transfer " + told.transfer);
            }
        }
        holds.finish();
    }

    /** All events, repeats included. */
    public long seen() {
        return seen;
    }

    /** Events that came again under an id that was there before. */
    public long repeated() {
        return repeated + holds.repeated() + outside.repeated();
    }

    private void begin(Told told) {
        if (told.begun) {
            repeated++;
            return;
        }
        told.begun = true;
        long seq = debitSeq(told.transfer);
        Long last = lastDebit.get(told.transfer.payer());
        if (seq > 0 && last != null && seq < last) {
            breaches.add(
                    Promise.EVENTS_IN_ORDER,
                    "PaymentInitiated of " + told.transfer + ", entry " + seq + " of " + told.transfer.payer()
                            + ", came after that of entry " + last);
        }
        if (seq > 0) {
            lastDebit.merge(told.transfer.payer(), seq, Math::max);
        }
    }

    private void end(Told told, String type) {
        if (type.equals(told.end)) {
            repeated++;
            return;
        }
        if (told.end != null || !type.equals(dueEnd(told.transfer))) {
            breaches.add(Promise.EVENTS_ARRIVE, type + " of transfer " + told.transfer);
            return;
        }
        told.end = type;
        if (!told.begun) {
            breaches.add(Promise.EVENTS_IN_ORDER, type + " of " + told.transfer + " came before its " + BEGIN);
        }
    }

    /** The number of the payer's entry that the transfer made; 0 when it was refused before it moved anything. */
    private long debitSeq(BookedTransfer transfer) {
        return books.entriesOf(transfer.id()).stream()
                .filter(entry -> entry.amountMinor() < 0 && entry.user().equals(transfer.payer()))
                .mapToLong(BookedEntry::seq)
                .findFirst()
                .orElse(0);
    }

    private static String dueEnd(BookedTransfer transfer) {
        return switch (transfer.status()) {
            case "COMPLETED" -> "PaymentCompleted";
            case "FAILED" -> "PaymentFailed";
            case "CANCELLED" -> "PaymentCancelled";
            default -> "end";
        };
    }
}
