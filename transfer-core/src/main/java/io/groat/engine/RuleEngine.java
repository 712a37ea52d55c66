package io.groat.engine;

import io.groat.account.AccountRef;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.rule.Commission;
import io.groat.rule.Fee;
import io.groat.rule.RuleBook;
import io.groat.rule.StoredRule;
import io.groat.shard.ShardKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Makes rules and new versions of them. The shard of a rule's name numbers its versions, so that two who write at once get
 * different ones; from there they are copied to all others. Fails with a RefusedException when that shard can't be asked.
 */
public final class RuleEngine {

    private static final int TRIES = 10;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ShardGateway gateway;
    private final Shards shards;

    /** @param gateway the way to the shards, with whatever guards stand before them */
    public RuleEngine(ShardGateway gateway, Shards shards) {
        this.gateway = gateway;
        this.shards = shards;
    }

    /** The rules in force, as this process knows them. */
    public RuleBook book() {
        return shards.rules().book();
    }

    /** The newest version of each rule of that kind, by name. */
    public List<StoredRule> inForce(StoredRule.Kind kind) {
        Map<String, StoredRule> newest = new TreeMap<>();
        book().all().stream()
                .filter(rule -> rule.kind() == kind && rule.isReadable())
                .forEach(rule -> newest.merge(
                        rule.name(), rule, (one, other) -> one.version() >= other.version() ? one : other));
        return List.copyOf(newest.values());
    }

    /** All versions of a rule, the newest first; empty when there is none of that name. */
    public List<StoredRule> versions(StoredRule.Kind kind, String name) {
        return texts(kind, name).stream().filter(StoredRule::isReadable).toList();
    }

    /** The same, with those that a later release made. */
    private List<StoredRule> texts(StoredRule.Kind kind, String name) {
        return book().all().stream()
                .filter(rule -> rule.kind() == kind && rule.name().equals(name))
                .sorted(Comparator.comparingInt(StoredRule::version).reversed())
                .toList();
    }

    /**
     * Makes a rule of a new name.
     *
     * @param draft of whatever version
     * <p>Refused with ACCOUNT_NOT_FOUND where it gives commissions to nobody.
     *
     * @param exists what is said where there is one of that name
     */
    public Mono<StoredRule> create(StoredRule draft, Refusal exists) {
        return requirePayees(draft)
                .then(learn(draft))
                .flatMap(newest -> newest.isPresent()
                        ? Mono.error(new RefusedException(Refused.of(exists, "name")))
                        : add(draft.numbered(1)))
                .retryWhen(raced())
                .flatMap(this::spread);
    }

    /**
     * Makes a new version of a rule that there is. A text that says the same as the newest one makes none.
     *
     * @param draft of whatever version
     * @param after the version that it is to follow on, refused with RULE_CHANGED where there is a newer one; null for
     *     whichever is the newest
     * @param missing what is said where there is none of that name
     */
    public Mono<StoredRule> change(StoredRule draft, @Nullable Integer after, Refusal missing) {
        return requirePayees(draft)
                .then(learn(draft))
                .flatMap(newest -> newest.isEmpty()
                        ? Mono.error(new RefusedException(Refused.of(missing, "name")))
                        : next(newest.get(), draft, after))
                .retryWhen(raced())
                .flatMap(this::spread);
    }

    /** Nobody gets commissions who is not there. */
    private Mono<Void> requirePayees(StoredRule draft) {
        List<Fee> fees =
                draft.transaction() == null ? List.of() : draft.transaction().fees();
        return Flux.range(0, fees.size())
                .concatMap(place -> {
                    Commission commission = fees.get(place).commission();
                    return commission == null ? Mono.empty() : requirePayee(commission.payee(), place);
                })
                .then();
    }

    private Mono<Boolean> requirePayee(AccountRef payee, int place) {
        return gateway.on(
                        payee,
                        shard -> payee instanceof AccountRef.ById named
                                ? shard.accounts().find(named.id()).hasElement()
                                : shard.accounts()
                                        .ofUser(payee.text())
                                        .map(found -> found.stream()
                                                .anyMatch(account ->
                                                        account.type().equals(AccountRef.MAIN))))
                .filter(there -> there)
                .switchIfEmpty(Mono.error(() -> new RefusedException(
                        Refused.of(Refusal.ACCOUNT_NOT_FOUND, "fees[" + place + "].commission.payee"))));
    }

    private Mono<StoredRule> next(StoredRule newest, StoredRule draft, @Nullable Integer after) {
        if (after != null && after != newest.version()) {
            return Mono.error(new RefusedException(Refused.of(
                    Refusal.RULE_CHANGED, "after", "In force is version " + newest.version() + ", not " + after)));
        }
        return newest.body().equals(draft.body()) ? Mono.just(newest) : add(draft.numbered(newest.version() + 1));
    }

    /** The newest of that name, as the shard that numbers it says. */
    private Mono<Optional<StoredRule>> learn(StoredRule draft) {
        return gateway.on(ShardKey.ofName(draft.name()), shard -> shard.rules().all())
                .doOnNext(shards.rules()::add)
                .map(all -> texts(draft.kind(), draft.name()).stream().findFirst());
    }

    private Mono<StoredRule> add(StoredRule rule) {
        return gateway.on(ShardKey.ofName(rule.name()), shard -> shard.rules().add(rule))
                .flatMap(added -> added ? Mono.just(rule) : Mono.error(new RacedException()));
    }

    private static Retry raced() {
        return Retry.fixedDelay(TRIES, PAUSE).filter(RacedException.class::isInstance);
    }

    /** A shard that can't be reached takes it when it can, before it takes payments. */
    private Mono<StoredRule> spread(StoredRule rule) {
        shards.rules().add(List.of(rule));
        return shards.rules().round(shards).onErrorComplete().thenReturn(rule);
    }

    /** Another was quicker with the number. */
    private static final class RacedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RacedException() {
            super("another version was made meanwhile", null, false, false);
        }
    }
}
