package io.groat.sandbox.razorpay;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.book.Change;
import io.groat.sandbox.book.Ids;
import io.groat.sandbox.event.Signature;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Fields;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.http.Route;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Provider;
import io.groat.sandbox.model.Remembered;
import io.groat.sandbox.model.Validation;
import io.groat.sandbox.money.Money;
import io.groat.sandbox.money.Payouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Payouts, and whether there is somebody at their destinations. */
public final class RazorpayPayouts {

    private static final String KEY = "X-Payout-Idempotency";
    private static final int ID_LENGTH = 14;

    private final Book book;
    private final Money money;
    private final Payouts payouts;

    public RazorpayPayouts(Book book, Money money, Payouts payouts) {
        this.book = book;
        this.money = money;
        this.payouts = payouts;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/payouts", this::make),
                Route.get("/payouts", this::list),
                Route.get("/payouts/{id}", this::get),
                Route.post("/fund_accounts/validations", this::validate));
    }

    /** The payout as it is now, also where the key has made it before. */
    private Reply make(Call call) {
        String key =
                call.header(KEY).filter(text -> !text.isBlank()).orElseThrow(() -> Refusal.field(KEY, "is missing"));
        ObjectNode body = call.json();
        // Read anew, so that spaces don't make it another request.
        String request = Signature.hash(Json.text(body));
        return Reply.ok(book.change(change -> {
            Optional<Remembered> before = change.find(Remembered.class, Provider.RAZORPAY.text() + " " + key);
            if (before.isEmpty()) {
                Payout payout = make(change, new Fields(body));
                change.put(new Remembered(Provider.RAZORPAY.text() + " " + key, request, payout.id()));
                return RazorpayJson.payout(payout);
            }
            if (!before.get().request().equals(request)) {
                throw Refusal.of(Refusal.Kind.KEY_REUSED, "the idempotency key was used with another body");
            }
            return RazorpayJson.payout(change.get(Payout.class, before.get().answer()));
        }));
    }

    private Payout make(Change change, Fields fields) {
        String unused = fields.text("account_number");
        Destination destination = Destination.of(fields.object("fund_account"));
        return payouts.make(
                change,
                Provider.RAZORPAY,
                fields.amount(),
                fields.currency(),
                fields.optional("reference_id"),
                destination.shown(),
                Map.of("mode", fields.text("mode"), "purpose", fields.text("purpose")));
    }

    private Reply list(Call call) {
        Optional<String> reference = call.query("reference_id");
        List<Payout> found = book.read(rows -> rows.all(
                Payout.class,
                payout -> payout.provider() == Provider.RAZORPAY
                        && (reference.isEmpty() || reference.get().equals(payout.reference()))));
        return Reply.ok(RazorpayJson.collection(
                Paging.of(call).page(found).map(RazorpayJson::payout).toList()));
    }

    private Reply get(Call call) {
        return Reply.ok(book.read(rows -> rows.find(Payout.class, call.variable("id"))
                .filter(payout -> payout.provider() == Provider.RAZORPAY)
                .map(RazorpayJson::payout)
                .orElseThrow(() -> Refusal.noSuch("id", "payout"))));
    }

    private Reply validate(Call call) {
        Destination destination = Destination.of(new Fields(call.json()).object("fund_account"));
        return Reply.ok(book.change(change -> RazorpayJson.validation(change.put(new Validation(
                Ids.random("fav_", ID_LENGTH),
                destination.shown(),
                destination.active(),
                destination.name(),
                money.now())))));
    }
}
