package io.groat.notifier.intake;

import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a payment costs of which both sides read in the app and nowhere else. */
class CostIT {

    private static final Logger LOG = LoggerFactory.getLogger(CostIT.class);
    private static final int PAYMENTS = 3_000;
    private static final int USERS = 50;

    private static final Set<String> OF_THE_APP = Set.of("inbox", "inbox_slices", "profiles");

    private final RunningNotifier notifier = RunningNotifier.shared();

    private Map<String, Long> counted(String view) throws Exception {
        Map<String, Long> counts = new TreeMap<>();
        notifier.bean(Cassandra.class)
                .read(new Cql("SELECT keyspace_name, table_name, count FROM system_views." + view))
                .filter(row -> notifier.name().equals(row.getString("keyspace_name")))
                // Other tests' webhooks may be tried again meanwhile, from tables of their own.
                .filter(row -> OF_THE_APP.contains(row.getString("table_name")))
                .doOnNext(row -> counts.put(Objects.requireNonNull(row.getString("table_name")), row.getLong("count")))
                .then()
                .toFuture()
                .get();
        return counts;
    }

    private static long spent(Map<String, Long> before, Map<String, Long> after, String what) {
        Map<String, Long> spent = new TreeMap<>(after);
        before.forEach((table, count) -> spent.merge(table, -count, Long::sum));
        spent.values().removeIf(count -> count == 0);
        LOG.info("{} payments, {}: {}", PAYMENTS, what, spent);
        return spent.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void aPaymentThatIsToldInTheAppCostsHardlyAWriteAndNoReadOfItsOwn() throws Exception {
        String payer = user("ann");
        String payee = user("bob");
        AtomicInteger number = new AtomicInteger();
        List<Event> events = IntStream.range(0, PAYMENTS)
                .mapToObj(i -> RunningNotifier.payment(
                        EventType.PaymentCompleted,
                        RunningNotifier.paymentId(),
                        payer + "-" + i % USERS,
                        payee + "-" + number.getAndIncrement() * 7 % USERS,
                        100))
                .toList();
        Map<String, Long> writes = counted("local_write_latency");
        Map<String, Long> reads = counted("local_read_latency");
        for (int from = 0; from < PAYMENTS; from += 500) {
            notifier.send(events.subList(from, from + 500));
        }
        for (int i = 0; i < USERS; i += 7) {
            String one = payer + "-" + i;
            eventually(() -> assertThat(notifier.messages(one, "&limit=200")).hasSize(PAYMENTS / USERS));
        }
        assertThat(spent(writes, counted("local_write_latency"), "mutations")).isBetween(1L, PAYMENTS / 2L);
        assertThat(spent(reads, counted("local_read_latency"), "reads")).isLessThan(PAYMENTS / 2L);
        int asked = IntStream.range(0, USERS)
                .map(i -> Outside.shared().asked(payer + "-" + i))
                .sum();
        // Each payer once; a question that a slow machine did not answer in time is asked once more.
        assertThat(asked).isLessThanOrEqualTo(USERS + USERS / 5);
    }
}
