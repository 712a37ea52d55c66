package io.groat.router.ops;

import io.groat.reconcile.Reconciler;
import io.groat.reconcile.Reconciliation;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Route;
import io.groat.web.json.JsonWords;
import io.groat.web.json.MinorUnits;
import java.math.BigInteger;
import java.util.Map;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;

/** Checks the books of all shards and shows what was found. 503 when a shard is away, for then nothing can be said. */
public final class ReconciliationCall {

    private final Reconciler reconciler;

    public ReconciliationCall(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    public Route route() {
        return Route.get(
                "/v1/reconciliation",
                Access.of(Scope.OPERATIONS, Role.OPERATOR, Role.ADMIN, Role.SERVICE),
                this::check);
    }

    private Mono<ServerResponse> check(ServerRequest request) {
        return reconciler
                .check()
                .onErrorMap(
                        failure -> !(failure instanceof RefusedException),
                        failure -> new RefusedException(
                                new Refused(Refusal.SHARD_UNAVAILABLE, null, "A shard could not be read to its end"),
                                failure))
                .flatMap(found -> Answer.ok(json -> write(json, found)));
    }

    private static void write(JsonGenerator json, Reconciliation found) {
        json.writeStartObject();
        json.writeBooleanProperty("balanced", found.balanced());
        json.writeArrayPropertyStart("shards");
        found.shards().forEach(shard -> write(json, shard));
        json.writeEndArray();
        json.writeArrayPropertyStart("clearing");
        found.clearing().forEach(pair -> write(json, pair));
        json.writeEndArray();
        json.writeObjectPropertyStart("inFlight");
        json.writeNumberProperty("count", found.inFlight().count());
        writeAmounts(json, "amount", found.inFlight().amountMinor());
        json.writeEndObject();
        JsonWords.time(json, "checkedAt", found.checkedAt());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Reconciliation.ShardBooks shard) {
        json.writeStartObject();
        json.writeNumberProperty("shard", shard.shard());
        json.writeBooleanProperty("balanced", shard.balanced());
        json.writeNumberProperty("accounts", shard.accounts());
        json.writeNumberProperty("entries", shard.entries());
        writeAmounts(json, "entriesSum", shard.entriesSumMinor());
        json.writeArrayPropertyStart("differences");
        shard.differences().forEach(difference -> write(json, difference));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Reconciliation.Difference difference) {
        json.writeStartObject();
        JsonWords.id(json, "accountId", difference.accountId());
        json.writeStringProperty("userId", difference.userId());
        json.writeStringProperty("type", difference.type());
        json.writeStringProperty("currency", difference.currency());
        MinorUnits.write(json, "posted", difference.postedMinor());
        MinorUnits.write(json, "entriesSum", difference.entriesSumMinor());
        MinorUnits.write(json, "held", difference.heldMinor());
        MinorUnits.write(json, "heldTransfersSum", difference.heldTransfersMinor());
        json.writeNumberProperty("lastSeq", difference.lastSeq());
        json.writeNumberProperty("entries", difference.entries());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Reconciliation.ClearingPair pair) {
        json.writeStartObject();
        json.writeNumberProperty("firstShard", pair.firstShard());
        json.writeNumberProperty("secondShard", pair.secondShard());
        json.writeStringProperty("currency", pair.currency());
        json.writeBooleanProperty("balanced", pair.balanced());
        MinorUnits.write(json, "balance", pair.balanceMinor());
        MinorUnits.write(json, "inFlight", pair.inFlightMinor());
        json.writeEndObject();
    }

    private static void writeAmounts(JsonGenerator json, String name, Map<String, BigInteger> amounts) {
        json.writeObjectPropertyStart(name);
        amounts.forEach((currency, amount) -> MinorUnits.write(json, currency, amount));
        json.writeEndObject();
    }
}
