package io.groat.sandbox.stripe;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.book.Change;
import io.groat.sandbox.book.Rows;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.http.Route;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.money.Checkouts;
import io.groat.sandbox.money.Money;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Checkout sessions, and the payment intents behind them. */
public final class StripeSessions {

    private static final long LONGEST_SECONDS = Duration.ofDays(1).toSeconds();
    private static final String PRICE = "line_items[0][price_data]";

    private final Book book;
    private final Money money;
    private final Checkouts checkouts;
    private final String payBase;

    /** @param payBase what the addresses of payers' pages begin with; empty for the address by which the caller reached us */
    public StripeSessions(Book book, Money money, Checkouts checkouts, String payBase) {
        this.book = book;
        this.money = money;
        this.checkouts = checkouts;
        this.payBase = payBase;
    }

    List<Route> routes() {
        Once once = new Once(book);
        return List.of(
                Route.post("/checkout/sessions", once.post(this::make)),
                Route.get("/checkout/sessions", this::list),
                Route.get("/checkout/sessions/{id}", this::get),
                Route.post("/checkout/sessions/{id}/expire", once.post(this::expire)),
                Route.get("/payment_intents/{id}", this::paymentIntent),
                Route.get("/charges", this::charges));
    }

    private ObjectNode make(Change change, Call call, Parameters parameters) {
        parameters.only("mode", "payment");
        parameters.only("line_items[0][quantity]", "1");
        if (parameters.optional("payment_method_types[0]").isPresent()) {
            parameters.only("payment_method_types[0]", "card");
        }
        long now = money.now();
        long expiresAt = parameters.number("expires_at").orElse(now + LONGEST_SECONDS);
        if (expiresAt <= now || expiresAt > now + LONGEST_SECONDS) {
            throw Refusal.field("expires_at", "has to be within the next 24 hours");
        }
        Checkout checkout = checkouts.open(
                change,
                Provider.STRIPE,
                parameters.amount(PRICE + "[unit_amount]"),
                parameters.currency(PRICE + "[currency]"),
                parameters.optional("client_reference_id").orElse(null),
                parameters.metadata(),
                parameters.webAddress("success_url"),
                expiresAt);
        return shown(change, call, checkout);
    }

    private Reply list(Call call) {
        return Reply.ok(book.read(rows -> StripeLists.of(
                call,
                "client_reference_id",
                rows.all(Checkout.class, checkout -> checkout.provider() == Provider.STRIPE),
                Checkout::reference,
                checkout -> shown(rows, call, checkout))));
    }

    private Reply get(Call call) {
        return Reply.ok(book.read(rows -> shown(rows, call, session(rows, call))));
    }

    private ObjectNode expire(Change change, Call call, Parameters parameters) {
        Checkout checkout = session(change, call);
        if (checkout.status() != Checkout.Status.OPEN) {
            throw Refusal.conflict("only an open session can be ended");
        }
        return shown(change, call, checkouts.expire(change, checkout));
    }

    private Reply paymentIntent(Call call) {
        return Reply.ok(book.read(rows -> {
            Payment payment = rows.find(Payment.class, call.variable("id"))
                    .filter(one -> one.provider() == Provider.STRIPE)
                    .orElseThrow(() -> Refusal.noSuch("intent", "payment_intent"));
            return StripeJson.paymentIntent(payment, rows.get(Checkout.class, payment.checkout()));
        }));
    }

    /** Of one payment: those that failed, of its session, and itself. */
    private Reply charges(Call call) {
        String intent =
                call.query("payment_intent").orElseThrow(() -> Refusal.field("payment_intent", "has to be there"));
        return Reply.ok(book.read(rows -> {
            Payment asked = rows.find(Payment.class, intent)
                    .filter(one -> one.provider() == Provider.STRIPE)
                    .orElseThrow(() -> Refusal.noSuch("payment_intent", "payment_intent"));
            List<Payment> attempts = rows.all(
                    Payment.class,
                    one -> one.checkout().equals(asked.checkout())
                            && (!one.captured() || one.id().equals(intent)));
            return StripeLists.of(
                    call, "payment_intent", attempts, one -> intent, one -> StripeJson.charge(one, intent));
        }));
    }

    private ObjectNode shown(Rows rows, Call call, Checkout checkout) {
        return StripeJson.session(
                checkout, StripeJson.paymentOf(rows, checkout).orElse(null), base(call) + "/pay/" + checkout.id());
    }

    private String base(Call call) {
        return payBase.isEmpty() ? "http://" + call.header("Host").orElse("127.0.0.1") : payBase;
    }

    private static Checkout session(Rows rows, Call call) {
        return rows.find(Checkout.class, call.variable("id"))
                .filter(checkout -> checkout.provider() == Provider.STRIPE)
                .orElseThrow(() -> Refusal.noSuch("session", "checkout.session"));
    }
}
