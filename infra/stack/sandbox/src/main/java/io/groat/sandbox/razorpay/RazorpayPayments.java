package io.groat.sandbox.razorpay;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.book.Rows;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Fields;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.http.Route;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.model.Refund;
import io.groat.sandbox.money.Checkouts;
import io.groat.sandbox.money.Refunds;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Orders, their payments, and refunds. */
public final class RazorpayPayments {

    private final Book book;
    private final Checkouts checkouts;
    private final Refunds refunds;

    public RazorpayPayments(Book book, Checkouts checkouts, Refunds refunds) {
        this.book = book;
        this.checkouts = checkouts;
        this.refunds = refunds;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/orders", this::makeOrder),
                Route.get("/orders", this::orders),
                Route.get("/orders/{id}", reading((rows, call) -> RazorpayJson.order(order(rows, call)))),
                Route.get("/orders/{id}/payments", reading(RazorpayPayments::paymentsOfOrder)),
                Route.get("/payments/{id}", reading((rows, call) -> RazorpayJson.payment(payment(rows, call)))),
                Route.post("/payments/{id}/refund", this::makeRefund),
                Route.get("/payments/{id}/refunds", reading(RazorpayPayments::refundsOfPayment)),
                Route.get("/disputes/{id}", reading((rows, call) -> RazorpayJson.dispute(dispute(rows, call)))),
                Route.get("/refunds/{id}", reading((rows, call) -> RazorpayJson.refund(refund(rows, call)))),
                Route.get("/settlements/recon.csv", call -> book.read(rows -> RazorpayRecon.of(rows, call))));
    }

    private interface Look {
        ObjectNode at(Rows rows, Call call);
    }

    private Function<Call, Reply> reading(Look look) {
        return call -> Reply.ok(book.read(rows -> look.at(rows, call)));
    }

    private Reply makeOrder(Call call) {
        Fields fields = new Fields(call.json());
        return Reply.ok(book.change(change -> RazorpayJson.order(checkouts.open(
                change,
                Provider.RAZORPAY,
                fields.amount(),
                fields.currency(),
                fields.optional("receipt"),
                fields.notes(),
                null,
                0))));
    }

    private Reply orders(Call call) {
        Optional<String> receipt = call.query("receipt");
        List<Checkout> found = book.read(rows -> rows.all(
                Checkout.class,
                checkout -> checkout.provider() == Provider.RAZORPAY
                        && (receipt.isEmpty() || receipt.get().equals(checkout.reference()))));
        return Reply.ok(RazorpayJson.collection(
                Paging.of(call).page(found).map(RazorpayJson::order).toList()));
    }

    private static ObjectNode paymentsOfOrder(Rows rows, Call call) {
        return RazorpayJson.collection(RazorpayJson.payments(rows, order(rows, call)).stream()
                .sorted(Comparator.comparing(Payment::createdAt).reversed())
                .map(RazorpayJson::payment)
                .toList());
    }

    /** The same receipt of the same payment is the same refund. */
    private Reply makeRefund(Call call) {
        Fields fields = new Fields(call.body().isEmpty() ? Json.object() : call.json());
        OptionalLong amount = fields.optionalAmount();
        String receipt = fields.optional("receipt");
        return Reply.ok(book.change(change -> {
            Payment payment = payment(change, call);
            Optional<Refund> before = receipt == null
                    ? Optional.empty()
                    : change
                            .all(
                                    Refund.class,
                                    refund -> refund.payment().equals(payment.id()) && receipt.equals(refund.receipt()))
                            .stream()
                            .findFirst();
            before.filter(refund -> amount.isPresent() && amount.getAsLong() != refund.amount())
                    .ifPresent(refund -> {
                        throw Refusal.field("receipt", "was used for a refund of another amount");
                    });
            return RazorpayJson.refund(
                    before.orElseGet(() -> refunds.make(change, payment, amount, receipt, fields.notes())));
        }));
    }

    private static ObjectNode refundsOfPayment(Rows rows, Call call) {
        Payment payment = payment(rows, call);
        return RazorpayJson.collection(rows
                .all(Refund.class, refund -> refund.payment().equals(payment.id()))
                .stream()
                .map(RazorpayJson::refund)
                .toList());
    }

    private static Checkout order(Rows rows, Call call) {
        return rows.find(Checkout.class, call.variable("id"))
                .filter(checkout -> checkout.provider() == Provider.RAZORPAY)
                .orElseThrow(() -> Refusal.noSuch("id", "order"));
    }

    private static Payment payment(Rows rows, Call call) {
        return rows.find(Payment.class, call.variable("id"))
                .filter(payment -> payment.provider() == Provider.RAZORPAY)
                .orElseThrow(() -> Refusal.noSuch("id", "payment"));
    }

    private static Dispute dispute(Rows rows, Call call) {
        return rows.find(Dispute.class, call.variable("id"))
                .filter(dispute -> dispute.provider() == Provider.RAZORPAY)
                .orElseThrow(() -> Refusal.noSuch("id", "dispute"));
    }

    private static Refund refund(Rows rows, Call call) {
        return rows.find(Refund.class, call.variable("id"))
                .filter(refund -> refund.provider() == Provider.RAZORPAY)
                .orElseThrow(() -> Refusal.noSuch("id", "refund"));
    }
}
