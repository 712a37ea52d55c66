package io.groat.sandbox.stripe;

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

/** This provider's settlement file: amounts have a sign, currencies small letters, times are written out in UTC. */
final class StripeBalance {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private StripeBalance() {}

    static Reply of(Rows rows, Call call) {
        Csv csv = new Csv()
                .line(
                        "id",
                        "type",
                        "source",
                        "amount",
                        "fee",
                        "net",
                        "currency",
                        "created",
                        "available_on",
                        "reference");
        Span.of(call).movements(rows, Provider.STRIPE).forEach(movement -> add(csv, movement));
        return csv.reply();
    }

    private static void add(Csv csv, Movement movement) {
        boolean charge = movement.type() == Movement.Type.PAYMENT;
        csv.line(
                movement.id(),
                charge ? "charge" : movement.type().name().toLowerCase(Locale.ROOT),
                movement.source(),
                movement.amount(),
                movement.fee(),
                movement.net(),
                movement.currency().toLowerCase(Locale.ROOT),
                TIME.format(Instant.ofEpochSecond(movement.createdAt())),
                TIME.format(Instant.ofEpochSecond(Span.settledAt(movement))),
                movement.reference());
    }
}
