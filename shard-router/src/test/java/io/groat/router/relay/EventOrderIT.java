package io.groat.router.relay;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.infra.webtest.KafkaReader;
import io.groat.streams.EventPublisher;
import io.groat.streams.TopicSettings;
import io.groat.streams.TopicSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Kafka is away for longer than an event's time, and comes back when a later one would still have some. */
class EventOrderIT {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    /** So large that no two fit into one batch of the producer, which would be given up as a whole. */
    private static final int SIZE = 120_000;

    private final ServerHandle kafka = TestServers.kafka();
    private final String payer = "order-" + UUID.randomUUID();

    @BeforeEach
    void topicsAreThere() {
        CountDownLatch there = new CountDownLatch(1);
        TopicSetup topics =
                new TopicSetup(bootstrap(), new TopicSettings(12, (short) 1, Duration.ofDays(1), Duration.ofDays(1)));
        topics.ensure(there::countDown);
        Awaitility.await().atMost(PATIENCE).until(() -> there.getCount() == 0);
        topics.stop().block(PATIENCE);
    }

    @AfterEach
    void bringBack() {
        kafka.start();
    }

    @Test
    void anEventIsNotOvertakenByTheNextWhenItIsGivenUp() {
        try (EventPublisher publisher = new EventPublisher(bootstrap(), "/test", LIMIT)) {
            publisher.publish(List.of(event(0))).block(PATIENCE);
            // It stands still first: a producer that sees at once that it is gone takes no event.
            kafka.pause();
            CompletableFuture<Boolean> failed = publisher
                    .publish(late(event(1), event(2), LIMIT.dividedBy(2).minusMillis(500)))
                    .thenReturn(false)
                    .onErrorReturn(true)
                    .subscribeOn(Schedulers.boundedElastic())
                    .toFuture();
            after(LIMIT.dividedBy(2));
            kafka.kill();
            after(LIMIT.dividedBy(6));
            kafka.start();
            Awaitility.await().atMost(PATIENCE).until(failed::isDone);
            publisher.publish(List.of(event(1), event(2))).block(PATIENCE);

            assertThat(firsts()).containsExactly("0", "1", "2");
        }
    }

    private static void after(Duration pause) {
        Awaitility.await().pollDelay(pause).until(() -> true);
    }

    /** The second can be had only after that time, as the rest of a long list is sent when the first were taken. */
    private static List<Event> late(Event first, Event second, Duration after) {
        CountDownLatch never = new CountDownLatch(1);
        return new AbstractList<>() {
            @Override
            public Event get(int index) {
                if (index == 0) {
                    return first;
                }
                try {
                    assertThat(never.await(after.toMillis(), TimeUnit.MILLISECONDS))
                            .isFalse();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return second;
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }

    private Set<String> firsts() {
        Set<String> ids = new LinkedHashSet<>();
        KafkaReader.all(bootstrap(), "payment_events").stream()
                .filter(event -> event.key().equals(payer))
                .forEach(event -> ids.add(event.id()));
        return ids;
    }

    private Event event(int id) {
        byte[] filling = new byte[SIZE * 3 / 4];
        new Random(id).nextBytes(filling);
        String data = "\"" + Base64.getEncoder().encodeToString(filling) + "\"";
        return new Event(EventType.PaymentInitiated, payer, Integer.toString(id), Instant.now(), data);
    }

    private String bootstrap() {
        return kafka.host() + ":" + kafka.port();
    }
}
