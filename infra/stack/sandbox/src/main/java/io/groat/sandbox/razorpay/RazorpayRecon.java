package io.groat.sandbox.razorpay;

import io.groat.sandbox.book.Rows;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.model.Movement;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.settlement.Csv;
import io.groat.sandbox.settlement.Span;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** This provider's settlement file: debits and credits stand in columns of their own, times are in Unix seconds. */
final class RazorpayRecon {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private RazorpayRecon() {}

    static Reply of(Rows rows, Call call) {
        Csv csv = new Csv()
                .line(
                        "entity_id",
                        "type",
                        "debit",
                        "credit",
                        "amount",
                        "currency",
                        "fee",
                        "tax",
                        "settlement_id",
                        "settled_at",
                        "order_id",
                        "order_receipt",
                        "created_at");
        Span.of(call).movements(rows, Provider.RAZORPAY).forEach(movement -> add(csv, movement));
        return csv.reply();
    }

    private static void add(Csv csv, Movement movement) {
        long settledAt = Span.settledAt(movement);
        csv.line(
                movement.source(),
                movement.type().name().toLowerCase(Locale.ROOT),
                Math.max(0, -movement.net()),
                Math.max(0, movement.net()),
                Math.abs(movement.amount()),
                movement.currency(),
                movement.fee(),
                0,
                "setl_" + DAY.format(Instant.ofEpochSecond(settledAt)),
                settledAt,
                movement.checkout(),
                movement.reference(),
                movement.createdAt());
    }
}
