package io.groat.sandbox.stripe;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.book.Change;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.http.Route;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.model.Refund;
import io.groat.sandbox.money.Payouts;
import io.groat.sandbox.money.Refunds;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Refunds, payouts and the settlement file. */
public final class StripeMoney {

    private final Book book;
    private final Refunds refunds;
    private final Payouts payouts;

    public StripeMoney(Book book, Refunds refunds, Payouts payouts) {
        this.book = book;
        this.refunds = refunds;
        this.payouts = payouts;
    }

    List<Route> routes() {
        Once once = new Once(book);
        return List.of(
                Route.post("/refunds", once.post(this::makeRefund)),
                Route.get("/refunds", this::refunds),
                Route.get("/refunds/{id}", this::refund),
                Route.post("/payouts", once.post(this::makePayout)),
                Route.get("/payouts", this::payouts),
                Route.get("/payouts/{id}", this::payout),
                Route.get("/disputes/{id}", this::dispute),
                Route.get("/tokens/{id}", StripeMoney::token),
                Route.get("/reports/balance.csv", call -> book.read(rows -> StripeBalance.of(rows, call))));
    }

    private ObjectNode makeRefund(Change change, Call call, Parameters parameters) {
        Payment payment = change.find(Payment.class, parameters.text("payment_intent"))
                .filter(one -> one.provider() == Provider.STRIPE)
                .orElseThrow(() -> Refusal.noSuch("payment_intent", "payment_intent"));
        Map<String, String> metadata = parameters.metadata();
        return StripeJson.refund(
                refunds.make(change, payment, parameters.number("amount"), metadata.get("receipt"), metadata));
    }

    private Reply refunds(Call call) {
        return Reply.ok(book.read(rows -> StripeLists.of(
                call,
                "payment_intent",
                rows.all(Refund.class, refund -> refund.provider() == Provider.STRIPE),
                Refund::payment,
                StripeJson::refund)));
    }

    private Reply refund(Call call) {
        return Reply.ok(book.read(rows -> rows.find(Refund.class, call.variable("id"))
                .filter(refund -> refund.provider() == Provider.STRIPE)
                .map(StripeJson::refund)
                .orElseThrow(() -> Refusal.noSuch("id", "refund"))));
    }

    private Reply dispute(Call call) {
        return Reply.ok(book.read(rows -> rows.find(Dispute.class, call.variable("id"))
                .filter(dispute -> dispute.provider() == Provider.STRIPE)
                .map(StripeJson::dispute)
                .orElseThrow(() -> Refusal.noSuch("id", "dispute"))));
    }

    private ObjectNode makePayout(Change change, Call call, Parameters parameters) {
        Map<String, String> metadata = parameters.metadata();
        return StripeJson.payout(payouts.make(
                change,
                Provider.STRIPE,
                parameters.amount("amount"),
                parameters.currency("currency"),
                metadata.get("reference"),
                parameters.text("destination"),
                metadata));
    }

    /** Whatever looks like a token of a card is one, but those that begin with {@code tok_invalid}. */
    private static Reply token(Call call) {
        String id = call.variable("id");
        if (!id.matches("tok_[A-Za-z0-9_]{1,60}") || id.startsWith("tok_invalid")) {
            throw Refusal.noSuch("token", "token");
        }
        return Reply.ok(StripeJson.token(id));
    }

    private Reply payouts(Call call) {
        return Reply.ok(book.read(rows -> StripeLists.of(
                call,
                "reference",
                rows.all(Payout.class, payout -> payout.provider() == Provider.STRIPE),
                Payout::reference,
                StripeJson::payout)));
    }

    private Reply payout(Call call) {
        return Reply.ok(book.read(rows -> rows.find(Payout.class, call.variable("id"))
                .filter(payout -> payout.provider() == Provider.STRIPE)
                .map(StripeJson::payout)
                .orElseThrow(() -> Refusal.noSuch("payout", "payout"))));
    }
}
