package io.groat.engine;

import io.groat.money.CurrencyCode;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.DestinationStore;
import io.groat.payout.PayoutGateway;
import io.groat.payout.PayoutGateway.Proof;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.ShardKey;
import io.groat.shard.Slots;
import io.groat.shard.SlottedId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps where users are paid out to, each on its user's shard, once a gateway has said that there is such a place. All fail
 * with a RefusedException when that shard can't be asked.
 */
public final class DestinationEngine {

    private final ShardGateway shards;
    private final List<PayoutGateway> gateways;
    private final InstantSource clock;

    /** @param gateways in the order in which they are tried */
    public DestinationEngine(ShardGateway shards, List<PayoutGateway> gateways, InstantSource clock) {
        this.shards = shards;
        this.gateways = List.copyOf(gateways);
        this.clock = clock;
    }

    /**
     * A place to add.
     *
     * @param shown how its owner knows it, where the gateway does not say that itself
     * @param details what it is exactly, for the gateway alone
     * @param sealed the same, as it is kept
     * @param fingerprint the same for the same place of the same user
     */
    public record Wish(
            String userId,
            DestinationKind kind,
            CurrencyCode currency,
            @Nullable String label,
            String shown,
            String details,
            String sealed,
            String fingerprint) {

        /** Never shows what it is exactly. */
        @Override
        public String toString() {
            return "destination " + shown + " of " + userId;
        }
    }

    /**
     * Adds one. Fails with NO_GATEWAY when none pays out there, GATEWAY_UNAVAILABLE when none that does can be asked,
     * DESTINATION_REFUSED when it says that nobody can be paid there, DESTINATION_EXISTS, and TOO_MANY_DESTINATIONS.
     */
    public Mono<Destination> add(Wish wish) {
        return gateways.stream()
                .filter(one -> one.pays(wish.kind(), wish.currency(), 1))
                .min(Comparator.comparing(one -> !one.isHealthy()))
                .map(gateway -> gateway.prove(wish.kind(), wish.currency(), wish.details())
                        .onErrorMap(failure ->
                                new RefusedException(Refused.of(Refusal.GATEWAY_UNAVAILABLE, "kind"), failure))
                        .flatMap(proof -> proof.there()
                                ? on(wish.userId(), store -> store.add(destination(wish, gateway, proof)))
                                : refused(Refusal.DESTINATION_REFUSED)))
                .orElseGet(() -> refused(Refusal.NO_GATEWAY));
    }

    private Destination destination(Wish wish, PayoutGateway gateway, Proof proof) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Destination(
                SlottedId.create(SlottedId.Kind.DESTINATION, Slots.ofUser(wish.userId()), now),
                wish.userId(),
                wish.kind(),
                wish.currency(),
                wish.label(),
                proof.shown() == null ? wish.shown() : proof.shown(),
                wish.sealed(),
                wish.fingerprint(),
                proof.holder(),
                gateway.name(),
                now);
    }

    /** The user's of that id; empty when there is none. */
    public Mono<Destination> find(String userId, UUID id) {
        return on(userId, store -> store.find(userId, id));
    }

    /**
     * A page of a user's, the newest first.
     *
     * @param before only those with a lower id: where the page before ended; null for the newest
     */
    public Mono<List<Destination>> page(String userId, @Nullable UUID before, int limit) {
        return on(userId, store -> store.page(userId, before, limit));
    }

    /** Takes one away; false when it was gone. What was not sent there by then is not sent. */
    public Mono<Boolean> remove(String userId, UUID id) {
        return on(userId, store -> store.delete(userId, id));
    }

    private <T> Mono<T> on(String userId, Function<DestinationStore, Mono<T>> work) {
        return shards.on(ShardKey.ofUser(userId), shard -> work.apply(shard.destinations()));
    }

    private static <T> Mono<T> refused(Refusal why) {
        return Mono.error(new RefusedException(Refused.of(why, "kind")));
    }
}
