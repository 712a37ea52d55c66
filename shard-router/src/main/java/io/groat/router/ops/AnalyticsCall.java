package io.groat.router.ops;

import io.groat.account.AccountStore;
import io.groat.router.shard.ShardTotals;
import io.groat.router.shard.ShardTotals.Totals;
import io.groat.router.transfer.TransferMeters;
import io.groat.transfer.TransferStatus;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Live numbers: what this router has done since it started, and what the shards hold. */
public final class AnalyticsCall {

    private final ShardTotals totals;
    private final TransferMeters meters;
    private final int shardCount;
    private final Instant startedAt;

    public AnalyticsCall(ShardTotals totals, TransferMeters meters, int shardCount, Instant startedAt) {
        this.totals = totals;
        this.meters = meters;
        this.shardCount = shardCount;
        this.startedAt = startedAt;
    }

    public Route route() {
        return Route.get(
                "/analytics",
                Access.of(Scope.ANALYTICS, Role.OPERATOR, Role.ANALYST, Role.ADMIN, Role.SERVICE),
                this::analytics);
    }

    private Mono<ServerResponse> analytics(ServerRequest request) {
        return Flux.range(0, shardCount)
                .flatMapSequential(totals::of, shardCount)
                .collectList()
                .flatMap(found -> Answer.ok(json -> write(json, found)));
    }

    private void write(JsonGenerator json, List<Optional<Totals>> shards) {
        json.writeStartObject();
        writeSinceStart(json);
        writeTotal(json, shards.stream().flatMap(Optional::stream).toList());
        json.writeArrayPropertyStart("shards");
        for (int shard = 0; shard < shards.size(); shard++) {
            writeShard(json, shard, shards.get(shard));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeSinceStart(JsonGenerator json) {
        json.writeObjectPropertyStart("sinceStart");
        json.writeStringProperty("what", "transfers that this router made since it started, as it answered them");
        JsonWords.time(json, "startedAt", startedAt);
        long same = 0;
        long cross = 0;
        for (TransferStatus status : List.of(TransferStatus.COMPLETED, TransferStatus.PENDING, TransferStatus.FAILED)) {
            long sameShard = meters.count(status, false);
            long crossShard = meters.count(status, true);
            json.writeNumberProperty(status.name().toLowerCase(java.util.Locale.ROOT), sameShard + crossShard);
            same += sameShard;
            cross += crossShard;
        }
        json.writeNumberProperty("replayed", meters.replayed());
        writeWays(json, same, cross);
        json.writeEndObject();
    }

    private static void writeTotal(JsonGenerator json, List<Totals> shards) {
        long transfers = shards.stream().mapToLong(Totals::transfers).sum();
        long cross = shards.stream().mapToLong(Totals::crossShard).sum();
        json.writeObjectPropertyStart("total");
        json.writeStringProperty(
                "what",
                "accounts, their balances and all transfers in the shards' tables, at most "
                        + ShardTotals.MAX_AGE.toSeconds() + " s old; shards that do not answer are left out");
        json.writeNumberProperty(
                "accounts", shards.stream().mapToLong(Totals::accountCount).sum());
        writeSums(
                json,
                shards.stream().flatMap(shard -> shard.accounts().stream()).toList());
        json.writeNumberProperty("transfers", transfers);
        writeWays(json, transfers - cross, cross);
        json.writeEndObject();
    }

    private static void writeShard(JsonGenerator json, int shard, Optional<Totals> found) {
        json.writeStartObject();
        json.writeNumberProperty("shard", shard);
        json.writeBooleanProperty("answers", found.isPresent());
        found.ifPresent(totals -> {
            json.writeNumberProperty("accounts", totals.accountCount());
            writeSums(json, totals.accounts());
            json.writeNumberProperty("transfers", totals.transfers());
            writeWays(json, totals.transfers() - totals.crossShard(), totals.crossShard());
        });
        json.writeEndObject();
    }

    /** Money in accounts by currency, in minor units. */
    private static void writeSums(JsonGenerator json, List<AccountStore.Total> accounts) {
        Map<String, BigInteger> sums = new TreeMap<>();
        accounts.forEach(total -> sums.merge(total.currency(), new BigInteger(total.postedMinor()), BigInteger::add));
        json.writeObjectPropertyStart("sums");
        sums.forEach((currency, sum) -> MinorUnits.write(json, currency, sum));
        json.writeEndObject();
    }

    private static void writeWays(JsonGenerator json, long same, long cross) {
        json.writeNumberProperty("sameShard", same);
        json.writeNumberProperty("crossShard", cross);
        json.writeNumberProperty(
                "crossShardRatio", same + cross == 0 ? 0 : Math.round(1000.0 * cross / (same + cross)) / 1000.0);
    }
}
