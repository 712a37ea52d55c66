package io.groat.router.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.webtest.KafkaReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The payment events on Kafka, as a consumer sees them that knows an event by its id. */
final class PaymentEvents {

    private final ServerHandle kafka;

    PaymentEvents(ServerHandle kafka) {
        this.kafka = kafka;
    }

    /**
     * Checks that there is all that the books tell of and nothing else, and that each payer's events came in the order
     * of the ledger: a transfer's beginning before its end, and beginnings as the payer's entries are numbered.
     */
    void tellWhatIsBooked(Books books, String prefix) {
        Map<String, Books.Booked> booked = new HashMap<>();
        books.transfers(prefix).forEach(transfer -> booked.put(transfer.id(), transfer));
        Set<String> due = new LinkedHashSet<>();
        booked.values().forEach(transfer -> {
            due.add(transfer.id() + ":PaymentInitiated");
            due.add(transfer.id() + (transfer.status().equals("FAILED") ? ":PaymentFailed" : ":PaymentCompleted"));
        });

        List<KafkaReader.Seen> firsts = firstOfEach(prefix);

        assertThat(firsts.stream().map(KafkaReader.Seen::id).collect(Collectors.toSet()))
                .isEqualTo(due);
        inOrder(firsts, booked);
    }

    /** Each partition in its order; what came again under an id that was there before is left out. */
    private List<KafkaReader.Seen> firstOfEach(String prefix) {
        Set<String> known = new LinkedHashSet<>();
        return KafkaReader.all(kafka.host() + ":" + kafka.port(), "payment_events").stream()
                .filter(event -> event.key().startsWith(prefix))
                .filter(event -> known.add(event.id()))
                .toList();
    }

    private static void inOrder(List<KafkaReader.Seen> events, Map<String, Books.Booked> booked) {
        Set<String> begun = new LinkedHashSet<>();
        Map<String, Long> lastDebit = new HashMap<>();
        List<String> early = new ArrayList<>();
        for (KafkaReader.Seen event : events) {
            String id = event.id().substring(0, event.id().indexOf(':'));
            Books.Booked transfer = booked.get(id);
            if (transfer == null) {
                throw new AssertionError(event + " is of no transfer");
            }
            if (!event.type().equals("PaymentInitiated")) {
                if (!begun.contains(id)) {
                    early.add(event.type() + " before the beginning of " + transfer);
                }
            } else {
                begun.add(id);
                Long last = lastDebit.put(transfer.payer(), transfer.debit());
                if (last != null && last > transfer.debit()) {
                    early.add("entry " + last + " before " + transfer);
                }
            }
        }
        assertThat(early).as("events that came too early").isEmpty();
    }
}
