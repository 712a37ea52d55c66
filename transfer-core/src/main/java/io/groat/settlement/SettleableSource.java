package io.groat.settlement;

import io.groat.db.ShardDatabase;
import io.r2dbc.spi.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** What of one kind stands in gateways' transit accounts, on one shard: payments have one, refunds and payouts another. */
public interface SettleableSource {

    /** Whether it is about things of that kind. */
    boolean has(Settleable.Kind kind);

    /** Those that the books have and the gateway calls so, settled or not. */
    Mono<List<Settleable>> find(ShardDatabase database, String gateway, Collection<String> providerIds);

    /**
     * Those that the books have and that are not settled: a constant SELECT of their gateway, currency, amount, since when
     * as {@code at}, subject, provider_id, kind and id, in this order and so called. What the row of a thing does not say
     * yet and the ledger has counts, for the report compares with the ledger.
     */
    String unsettled();

    /**
     * SELECTs of gateway and subject, so called, of all that stands under an id of ours, settled or not: each ends where that
     * id follows.
     */
    List<String> subjects();

    /** Notes in the transaction of that connection that one is settled. */
    Mono<Void> settled(Connection connection, String gateway, String subject, Instant at);
}
