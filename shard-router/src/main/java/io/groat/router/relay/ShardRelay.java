package io.groat.router.relay;

import io.asyncer.r2dbc.mysql.api.MySqlConnection;
import io.groat.db.ShardDatabase;
import io.groat.outbox.OutboxPayload;
import io.groat.outbox.OutboxStore;
import io.groat.streams.EventPublisher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Sends one shard's outbox to Kafka while this router holds the shard's lease. Rows are locked while they are
 * sent and deleted when Kafka has acknowledged them; a crash in between sends them again under the same ids.
 */
final class ShardRelay {

    private static final Logger LOG = LoggerFactory.getLogger(ShardRelay.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    /** While Kafka takes its time nothing is heard on the connection. */
    private static final Duration SILENCE_MARGIN = Duration.ofSeconds(5);

    private final ShardDatabase database;
    private final BooleanSupplier isUp;
    private final OutboxStore outbox;
    private final EventPublisher publisher;
    private final String owner;
    private final RelaySettings settings;
    private final Counter published;
    private final Counter passedOver;
    private final Counter failures;
    private final Sinks.Many<Boolean> wakes = Sinks.many().multicast().directBestEffort();
    private final Disposable.Swap loop = Disposables.swap();
    private final AtomicBoolean news = new AtomicBoolean();
    /** Rows of the last turn; before the first, as if there had been one. */
    private volatile int found = 1;

    private volatile boolean failing;
    private volatile Duration nextPoll;

    /**
     * @param isUp whether the shard has come up
     * @param owner this router's name in leases; different for each process
     */
    ShardRelay(
            ShardDatabase database,
            BooleanSupplier isUp,
            EventPublisher publisher,
            String owner,
            RelaySettings settings,
            MeterRegistry meters) {
        this.database = database;
        this.isUp = isUp;
        this.outbox = new OutboxStore(database);
        this.publisher = publisher;
        this.owner = owner;
        this.settings = settings;
        this.nextPoll = settings.poll();
        String shard = Integer.toString(database.shard());
        this.published = Counter.builder("groat.relay.published")
                .description("Events that Kafka has acknowledged")
                .tag("shard", shard)
                .register(meters);
        this.passedOver = Counter.builder("groat.relay.passed.over")
                .description("Events of a newer release whose row names no topic for them: they are not sent")
                .tag("shard", shard)
                .register(meters);
        this.failures = Counter.builder("groat.relay.failures")
                .description("Turns of the relay that failed and will be tried again")
                .tag("shard", shard)
                .register(meters);
    }

    /** Begins to send, until {@link #stop}. */
    void start() {
        loop.update(Mono.defer(this::hold).onErrorResume(this::failed).repeat().subscribe());
    }

    /** Stops, and lets another router have the shard at once. */
    Mono<Void> stop() {
        return Mono.fromRunnable(loop::dispose).then(outbox.release(owner).onErrorComplete());
    }

    /** Says that there is something new, so that it needn't wait for the next look. */
    void wake() {
        news.set(true);
        wakes.tryEmitNext(true);
    }

    /** Asks for the lease, and with it sends until another has it or the shard is away. */
    private Mono<Void> hold() {
        if (!isUp.getAsBoolean()) {
            return pause(settings.poll());
        }
        return outbox.lease(owner, settings.lease())
                .flatMap(held -> held
                        ? Mono.usingWhen(
                                database.connect(settings.publishLimit().plus(SILENCE_MARGIN)),
                                this::sendWhileHeld,
                                connection ->
                                        connection.close().timeout(CLOSE_LIMIT).onErrorComplete())
                        : pause(settings.lease().dividedBy(2)));
    }

    /** On one connection for all that time: a new one costs more than a look at an empty outbox. */
    private Mono<Void> sendWhileHeld(MySqlConnection connection) {
        return Mono.defer(() -> sendFor(connection, settings.lease().dividedBy(3)))
                .then(Mono.defer(() -> outbox.lease(owner, settings.lease())))
                .repeat()
                .takeWhile(held -> held && isUp.getAsBoolean())
                .then();
    }

    private Mono<Void> sendFor(MySqlConnection connection, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return Mono.defer(() -> turn(connection))
                .flatMap(rows -> rows < settings.rowsAtOnce() ? rest(rows) : Mono.just(rows))
                .repeat(() -> System.nanoTime() < end)
                .then();
    }

    /** Where nothing was found the last time, and nobody told of anything since, a look is enough. */
    private Mono<Integer> turn(MySqlConnection connection) {
        boolean expects = news.getAndSet(false) || found > 0;
        Mono<Integer> turn = expects
                ? drain(connection)
                : outbox.isEmpty(connection).flatMap(empty -> empty ? Mono.just(0) : drain(connection));
        return turn.doOnNext(rows -> found = rows);
    }

    private Mono<Integer> drain(MySqlConnection connection) {
        return connection
                .beginTransaction()
                .then(outbox.drain(connection, owner, settings.rowsAtOnce(), this::publish))
                .flatMap(rows -> connection.commitTransaction().thenReturn(rows));
    }

    private Mono<Void> publish(OutboxPayload.Content content) {
        if (!content.unknown().isEmpty()) {
            passedOver.increment(content.unknown().size());
            LOG.warn(
                    "Shard {}: {} events of types for which no topic is known are passed over: {}",
                    database.shard(),
                    content.unknown().size(),
                    Set.copyOf(content.unknown()));
        }
        return content.events().isEmpty()
                ? Mono.empty()
                : publisher.publishStored(content.events()).doOnSuccess(done -> sent(content));
    }

    private void sent(OutboxPayload.Content content) {
        published.increment(content.events().size());
        if (failing) {
            LOG.info("Shard {}: events reach Kafka again", database.shard());
            failing = false;
        }
    }

    /** Waits for news when there was nothing, and after a send for the pause, so that small sends become larger ones. */
    private Mono<Integer> rest(int rows) {
        nextPoll = rows > 0 ? settings.poll() : sooner(nextPoll.multipliedBy(2), settings.idlePoll());
        Mono<?> rest = rows > 0 ? Mono.delay(settings.pause()) : nextWake();
        return rest.thenReturn(rows);
    }

    private static Duration sooner(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Mono<Void> nextWake() {
        // Listens before it looks, so that no news falls in between.
        return Flux.merge(wakes.asFlux(), Mono.fromSupplier(news::get))
                .filter(isNews -> isNews)
                .next()
                .timeout(nextPoll, Mono.just(false))
                .then();
    }

    private Mono<Void> failed(Throwable failure) {
        failures.increment();
        if (!failing) {
            LOG.warn("Shard {}: events wait in the outbox, trying again: {}", database.shard(), failure.toString());
            failing = true;
        }
        return pause(settings.retryPause());
    }

    private static Mono<Void> pause(Duration length) {
        return Flux.interval(length).next().then();
    }
}
