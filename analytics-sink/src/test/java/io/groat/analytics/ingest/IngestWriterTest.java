package io.groat.analytics.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.cassandra.Cql;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rounds of the one who writes; what is written, and that it is exact, is in IngestIT. */
class IngestWriterTest {

    private static final int MANY = 100_000;
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger writes = new AtomicInteger();

    private Mono<Void> store(List<Cql> rows) {
        writes.incrementAndGet();
        return Mono.empty();
    }

    /** Each asks for a round of its own, which is done at once. */
    @Test
    void askingAgainAndAgainDoesNotPileUp() throws Exception {
        IngestWriter writer = new IngestWriter(this::store, LONG, LONG);
        writer.start();
        AtomicInteger answered = new AtomicInteger();
        Flux.range(0, MANY)
                .concatMap(one -> writer.written(true).then(Mono.fromSupplier(answered::incrementAndGet)))
                .then()
                .toFuture()
                .get(120, TimeUnit.SECONDS);
        assertThat(answered).hasValue(MANY);
        writer.stop().toFuture().get(10, TimeUnit.SECONDS);
        // Nothing was there to be written.
        assertThat(writes).hasValue(0);
    }

    @Test
    void whileTooMuchWaitsNothingMoreIsTaken() {
        IngestWriter writer = new IngestWriter(this::store, LONG, LONG);
        assertThat(writer.room().toFuture()).isDone();
        writer.took(8_000);
        var room = writer.room().toFuture();
        assertThat(room).isNotDone();
        writer.wrote(1);
        await().atMost(Duration.ofSeconds(10)).until(room::isDone);
    }

    @Test
    void stoppingEndsARoundThatWaits() throws Exception {
        IngestWriter writer = new IngestWriter(this::store, LONG, LONG);
        writer.start();
        writer.stop().toFuture().get(10, TimeUnit.SECONDS);
    }
}
