package io.groat.router.auth.call;

import static io.groat.router.RunningRouter.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import io.groat.router.auth.call.People.Person;
import io.groat.router.auth.call.People.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a storm of logins costs transfers. Reports and judges nothing but that none failed; runs on demand:
 * {@code -Dstorm=50} for that many logins a second.
 */
@EnabledIfSystemProperty(named = "storm", matches = "\\d+", disabledReason = "a measurement, not a test")
class LoginStormIT {

    private static final Logger LOG = LoggerFactory.getLogger(LoginStormIT.class);
    private static final int TRANSFERS_A_SECOND = Integer.getInteger("storm.transfers", 200);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("storm.seconds", 15));
    private static final int LOGINS_A_SECOND = Integer.getInteger("storm", 50);
    private static final int WALLETS = 40;

    private final AtomicLong keys = new AtomicLong();

    /** @param micros from when it was due to its answer, in order */
    private record Measured(List<Long> micros, Map<Integer, Long> statuses) {
        long percentile(double share) {
            return micros.isEmpty() ? 0 : micros.get((int) Math.min(micros.size() - 1, micros.size() * share));
        }

        @Override
        public String toString() {
            return micros.size() + " answers " + statuses + ", p50 " + percentile(0.5) / 1000.0 + " ms, p99 "
                    + percentile(0.99) / 1000.0 + " ms, max " + percentile(1) / 1000.0 + " ms";
        }
    }

    @Test
    void whatAStormOfLoginsCostsTransfers() {
        People people = People.fresh(
                "--groat.auth.password.memory-kib=19456",
                "--groat.auth.password.iterations=2",
                "--groat.auth.password.queue=32",
                "--groat.access.cache-time=30s");
        try (RunningRouter router = people.router) {
            List<Person> persons =
                    IntStream.range(0, 50).mapToObj(number -> people.somebody()).toList();
            List<String> wallets = IntStream.range(0, WALLETS)
                    .mapToObj(number -> router.wallet(number % 4, 1_000_000))
                    .toList();
            LOG.info(
                    "A hash takes {} ms",
                    router.bean(MeterRegistry.class)
                            .get("groat.password.hash")
                            .timer()
                            .mean(TimeUnit.MILLISECONDS));
            WebClient client = router.client();
            transfers(client, wallets);

            Measured calm = transfers(client, wallets);
            ConcurrentLinkedQueue<Measured> logins = new ConcurrentLinkedQueue<>();
            Measured storm = Objects.requireNonNull(Mono.zip(
                            Mono.fromCallable(() -> transfers(client, wallets))
                                    .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic()),
                            logins(people, persons).doOnNext(logins::add),
                            (measured, ignored) -> measured)
                    .block());

            LOG.info("{} transfers a second, calm: {}", TRANSFERS_A_SECOND, calm);
            LOG.info("{} transfers a second, with {} logins a second: {}", TRANSFERS_A_SECOND, LOGINS_A_SECOND, storm);
            LOG.info("Logins: {}", logins.peek());
            assertThat(storm.statuses()).containsOnlyKeys(201);
        }
    }

    private Measured transfers(WebClient client, List<String> wallets) {
        return Objects.requireNonNull(paced(
                        TRANSFERS_A_SECOND,
                        number -> client.post()
                                .uri("/v1/transfers")
                                .header("Idempotency-Key", "storm-" + keys.incrementAndGet())
                                .header("Content-Type", "application/json")
                                .bodyValue(body(
                                        wallets.get((int) (number % WALLETS)),
                                        wallets.get((int) ((number + 1) % WALLETS)),
                                        1))
                                .exchangeToMono(answer -> answer.releaseBody()
                                        .thenReturn(answer.statusCode().value())))
                .block());
    }

    private Mono<Measured> logins(People people, List<Person> persons) {
        return paced(
                LOGINS_A_SECOND,
                number -> people.posting(
                                "/v1/auth/login",
                                "{\"phone\":\""
                                        + persons.get((int) (number % persons.size()))
                                                .phone() + "\",\"password\":\"" + People.PASSWORD + "\"}")
                        .map(Reply::status));
    }

    /** So many a second, each due at its time whether those before are answered or not. */
    private static Mono<Measured> paced(int aSecond, java.util.function.LongFunction<Mono<Integer>> request) {
        long step = Duration.ofSeconds(1).toNanos() / aSecond;
        long start = System.nanoTime();
        ConcurrentLinkedQueue<long[]> answers = new ConcurrentLinkedQueue<>();
        return Flux.interval(Duration.ofNanos(step))
                .take(TIME)
                .onBackpressureBuffer()
                .flatMap(
                        number -> request.apply(number)
                                .doOnNext(status -> answers.add(
                                        new long[] {status, (System.nanoTime() - start - number * step - step) / 1000
                                        })),
                        4096)
                .then(Mono.fromSupplier(() -> {
                    Map<Integer, Long> statuses = new TreeMap<>();
                    List<Long> micros = new ArrayList<>();
                    for (long[] answer : answers) {
                        statuses.merge((int) answer[0], 1L, Long::sum);
                        micros.add(answer[1]);
                    }
                    micros.sort(null);
                    return new Measured(micros, statuses);
                }));
    }
}
