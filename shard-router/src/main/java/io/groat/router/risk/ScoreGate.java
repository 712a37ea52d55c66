package io.groat.router.risk;

import io.groat.account.AccountIdentity;
import io.groat.engine.RiskGate;
import io.groat.engine.TransferRequest;
import io.groat.money.CurrencyCode;
import io.groat.posting.Verdict;
import io.groat.web.redis.RedisLink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Decides from what is at hand: the amount, and the payer's last score. Of all that speaks against a transfer the
 * gravest counts.
 */
final class ScoreGate implements RiskGate {

    private final PayerScores scores;
    private final RiskSettings settings;
    private final InstantSource clock;
    private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);

    ScoreGate(PayerScores scores, RiskSettings settings, InstantSource clock, MeterRegistry meters) {
        this.scores = scores;
        this.settings = settings;
        this.clock = clock;
        for (Verdict verdict : Verdict.values()) {
            verdicts.put(
                    verdict,
                    Counter.builder("groat.risk.verdicts")
                            .description("What was decided before money moved")
                            .tag("verdict", verdict.name())
                            .register(meters));
        }
    }

    /** A gate that knows scores from Redis. */
    public static ScoreGate of(RedisLink redis, RiskSettings settings, InstantSource clock, MeterRegistry meters) {
        return new ScoreGate(new PayerScores(redis, settings.scoreLimit(), meters), settings, clock, meters);
    }

    @Override
    public Mono<Verdict> verdict(TransferRequest request, AccountIdentity payer) {
        Verdict byAmount = ofAmount(request.amountMinor(), request.currency());
        if (byAmount == Verdict.DECLINE) {
            return Mono.fromSupplier(() -> counted(byAmount));
        }
        return scores.find(payer.userId())
                .map(score -> graver(byAmount, ofScore(score)))
                .defaultIfEmpty(byAmount)
                .map(this::counted);
    }

    private Verdict counted(Verdict verdict) {
        Counter counter = verdicts.get(verdict);
        if (counter != null) {
            counter.increment();
        }
        return verdict;
    }

    private Verdict ofAmount(long amountMinor, CurrencyCode currency) {
        BigDecimal amount = BigDecimal.valueOf(amountMinor, currency.minorDigits());
        if (reaches(amount, settings.declineFrom())) {
            return Verdict.DECLINE;
        }
        return reaches(amount, settings.holdFrom()) ? Verdict.HOLD : Verdict.PASS;
    }

    private Verdict ofScore(PayerScore score) {
        if (score.isBlockedAt(clock.instant())) {
            return Verdict.DECLINE;
        }
        return score.isWatchedAt(clock.instant()) || score.score() >= settings.holdScore()
                ? Verdict.HOLD
                : Verdict.PASS;
    }

    /** Verdicts stand in the order of their gravity. */
    private static Verdict graver(Verdict one, Verdict other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static boolean reaches(BigDecimal amount, @Nullable BigDecimal limit) {
        return limit != null && amount.compareTo(limit) >= 0;
    }
}
