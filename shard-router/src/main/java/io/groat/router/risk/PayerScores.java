package io.groat.router.risk;

import io.groat.event.EventJson;
import io.groat.web.redis.RedisLink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Payers' last scores, from Redis. One that can't be had in time is none: the rules about amounts decide alone. */
final class PayerScores {

    private static final Logger LOG = LoggerFactory.getLogger(PayerScores.class);
    private static final String KEY = "fraud:score:";

    private final RedisLink redis;
    private final Duration limit;
    private final Counter missed;

    PayerScores(RedisLink redis, Duration limit, MeterRegistry meters) {
        this.redis = redis;
        this.limit = limit;
        this.missed = Counter.builder("groat.risk.scores.missed")
                .description("Transfers decided without their payer's score, which Redis did not tell in time")
                .register(meters);
    }

    /** Empty when there is none, or none in time. */
    Mono<PayerScore> find(String userId) {
        return redis.run(commands -> commands.get(KEY + userId))
                .timeout(limit)
                .map(text -> EventJson.read(text, PayerScore.class))
                .onErrorResume(failure -> {
                    missed.increment();
                    LOG.debug("No score of a payer: {}", failure.toString());
                    return Mono.empty();
                });
    }
}
