package io.groat.router.settlement;

import io.groat.settlement.SettledItem;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who settles something, as its readers get it. */
@Doc("What settles something of ours with its gateway: a file's row, or a case")
record SettledItemView(
        @Doc(example = "razorpay") String gateway,

        @Doc(value = "What is settled: its kind, and what the gateway calls it", example = "PAYMENT/pay_1")
        String subject,

        @LeftOut @Nullable UUID settlementId,

        @Doc(value = "Of the settlement's file", example = "2") @LeftOut @Nullable
        Integer line,

        @Doc("Where somebody has decided on it") @LeftOut @Nullable
        UUID caseId,

        @Doc("In the gateway's books") Instant occurredAt,

        @Doc("Not there until our books have it") @LeftOut @Nullable
        Instant settledAt) {

    static SettledItemView of(SettledItem item) {
        boolean byFile = item.byLine() > 0;
        return new SettledItemView(
                item.gateway(),
                item.subject(),
                byFile ? item.byId() : null,
                byFile ? item.byLine() : null,
                byFile ? null : item.byId(),
                item.occurredAt(),
                item.settledAt());
    }
}
