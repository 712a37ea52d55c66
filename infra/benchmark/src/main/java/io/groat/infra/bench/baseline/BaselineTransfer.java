package io.groat.infra.bench.baseline;

import io.groat.infra.bench.load.Traffic;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** One transfer, as its legs pass it on. */
record BaselineTransfer(
        UUID id, String key, BaselineAccount payer, BaselineAccount payee, long amountMinor, LocalDateTime createdAt) {
    private static final int TYPICAL_EVENT = 512;

    boolean crossShard() {
        return payer.shard() != payee.shard();
    }

    static LocalDateTime now() {
        return LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    /** A payment event, with its headers, about as long as the engine's. */
    String event(String type, LocalDateTime at) {
        return new StringBuilder(TYPICAL_EVENT)
                .append("{\"id\":\"")
                .append(id)
                .append(':')
                .append(type)
                .append("\",\"type\":\"")
                .append(type)
                .append("\",\"transferId\":\"")
                .append(id)
                .append("\",\"payerUser\":\"")
                .append(payer.userId())
                .append("\",\"payerAccount\":\"")
                .append(payer.id())
                .append("\",\"payeeUser\":\"")
                .append(payee.userId())
                .append("\",\"payeeAccount\":\"")
                .append(payee.id())
                .append("\",\"amount\":")
                .append(amountMinor)
                .append(",\"currency\":\"")
                .append(Traffic.CURRENCY)
                .append("\",\"crossShard\":")
                .append(crossShard())
                .append(",\"payerShard\":")
                .append(payer.shard())
                .append(",\"payeeShard\":")
                .append(payee.shard())
                .append(",\"createdAt\":\"")
                .append(createdAt)
                .append("Z\",\"at\":\"")
                .append(at)
                .append("Z\"}\n")
                .toString();
    }
}
