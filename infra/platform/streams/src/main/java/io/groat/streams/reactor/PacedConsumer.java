package io.groat.streams.reactor;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import reactor.kafka.receiver.ReceiverOptions;
import reactor.kafka.receiver.internals.ConsumerFactory;

/**
 * Rests for a moment after a poll that found something, so that what comes meanwhile comes together: each answer of Kafka,
 * however small, costs both sides a wake-up. Where nothing comes nothing is asked for, for a poll waits. For the one thread
 * of its receiver, but for {@link #wakeup}.
 */
final class PacedConsumer<K, V> extends KafkaConsumer<K, V> {

    /**
     * A receiver that has paused its partitions, since no poll was asked for, may sit out a poll before it takes them up again:
     * less than the work of the polls ahead takes, which is there whenever it has paused.
     */
    private static final Duration WHILE_PAUSED = Duration.ofMillis(250);

    /** Makes them for receivers. */
    static final class Factory extends ConsumerFactory {
        private final int most;
        private final Duration rest;

        /**
         * @param most records that a poll gives
         * @param rest after a poll that found some, but fewer
         */
        Factory(int most, Duration rest) {
            this.most = most;
            this.rest = rest;
        }

        @Override
        public <K, V> PacedConsumer<K, V> createConsumer(ReceiverOptions<K, V> options) {
            return new PacedConsumer<>(options, most, rest);
        }
    }

    private final int most;
    private final long restNanos;
    private final Semaphore woken = new Semaphore(0);
    private long restsUntil;
    private boolean rests;

    private PacedConsumer(ReceiverOptions<K, V> options, int most, Duration rest) {
        super(options.consumerProperties(), options.keyDeserializer(), options.valueDeserializer());
        this.most = most;
        this.restNanos = rest.toNanos();
    }

    @Override
    public ConsumerRecords<K, V> poll(Duration timeout) {
        rest();
        ConsumerRecords<K, V> found =
                super.poll(paused().isEmpty() || timeout.compareTo(WHILE_PAUSED) < 0 ? timeout : WHILE_PAUSED);
        rests = restNanos > 0 && !found.isEmpty() && found.count() < most;
        restsUntil = System.nanoTime() + restNanos;
        return found;
    }

    /** Ends a rest too. */
    @Override
    public void wakeup() {
        super.wakeup();
        woken.release();
    }

    private void rest() {
        if (!rests) {
            return;
        }
        rests = false;
        try {
            // Somebody who woke it before counts too: the poll that follows says so.
            if (woken.tryAcquire(restsUntil - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
