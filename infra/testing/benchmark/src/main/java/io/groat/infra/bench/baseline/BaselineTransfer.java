package io.groat.infra.bench.baseline;

import io.groat.infra.bench.load.Traffic;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** One transfer, as its legs pass it on. */
record BaselineTransfer(
        UUID id, String key, BaselineAccount payer, BaselineAccount payee, long amountMinor, LocalDateTime createdAt) {
    boolean crossShard() {
        return payer.shard() != payee.shard();
    }

    static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    /** A payment event, with its headers, about as long as the engine's. */
    String event(String type, LocalDateTime at) {
        return "{\"id\":\"" + id + ":" + type
                + "\",\"type\":\"" + type
                + "\",\"transferId\":\"" + id
                + "\",\"payerUser\":\"" + payer.userId()
                + "\",\"payerAccount\":\"" + payer.id()
                + "\",\"payeeUser\":\"" + payee.userId()
                + "\",\"payeeAccount\":\"" + payee.id()
                + "\",\"amount\":" + amountMinor
                + ",\"currency\":\"" + Traffic.CURRENCY
                + "\",\"crossShard\":" + crossShard()
                + ",\"payerShard\":" + payer.shard()
                + ",\"payeeShard\":" + payee.shard()
                + ",\"createdAt\":\"" + createdAt
                + "Z\",\"at\":\"" + at
                + "Z\"}\n";
    }
}
