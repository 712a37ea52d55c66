package io.groat.sandbox.pay;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.book.Rows;
import io.groat.sandbox.http.Area;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Fields;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.http.Route;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Payment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The payer's page and its calls. Everybody may pay. */
public final class PayPage implements Area {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String MERCHANT = "Groat";
    private static final long MOST = 1_000_000_000_000L;
    private static final long MOST_SECONDS = 86_400;
    private static final long USUAL_SECONDS = 10;
    private static final long MILLIS = 1_000;

    private final Book book;
    private final Payer payer;

    public PayPage(Book book, Payer payer) {
        this.book = book;
        this.payer = payer;
    }

    @Override
    public String prefix() {
        return "";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health", call -> Reply.ok(Json.object().put("status", "UP"))),
                Route.get("/page/pay.js", call -> file(200, "pay.js", "text/javascript; charset=utf-8")),
                Route.get("/page/pay.css", call -> file(200, "pay.css", "text/css; charset=utf-8")),
                Route.get("/pay/{id}", this::frame),
                Route.get("/pay/{id}/checkout", this::checkout),
                Route.post("/pay/{id}", this::pay));
    }

    @Override
    public void authorize(Call call) {}

    @Override
    public Reply refused(Refusal refusal) {
        ObjectNode body = Json.object();
        body.putObject("error").put("message", refusal.text());
        return Reply.of(refusal.kind().status(), body);
    }

    @Override
    public boolean canFail() {
        return false;
    }

    private Reply frame(Call call) {
        boolean known = book.read(rows -> rows.find(Checkout.class, call.variable("id")))
                .isPresent();
        return file(known ? 200 : 404, "pay.html", "text/html; charset=utf-8");
    }

    private static Reply file(int status, String name, String type) {
        try (InputStream file = PayPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return Reply.text(status, type, new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .with("Content-Security-Policy", POLICY);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Reply checkout(Call call) {
        return Reply.ok(book.read(rows -> shown(found(rows, call))));
    }

    private Reply pay(Call call) {
        Fields fields = new Fields(call.json());
        How how = fields.choice("how", How.class);
        OptionalLong amount = fields.number("amount", 1, MOST);
        if (amount.isPresent() && how != How.WRONG_AMOUNT) {
            throw Refusal.field("amount", "goes with wrong-amount alone");
        }
        long delay = fields.number("delaySeconds", 0, MOST_SECONDS).orElse(USUAL_SECONDS) * MILLIS;
        return Reply.ok(book.change(change -> {
            Checkout checkout = found(change, call);
            Instrument by = Instrument.of(fields, checkout.provider());
            List<Payment> made = payer.pay(change, checkout, how, by, amount, delay);
            ObjectNode answer = shown(found(change, call));
            ArrayNode payments = answer.putArray("payments");
            made.forEach(payment -> payments.addObject()
                    .put("id", payment.id())
                    .put("amount", payment.amount())
                    .put("captured", payment.captured()));
            return answer;
        }));
    }

    private static ObjectNode shown(Checkout checkout) {
        String success = checkout.successUrl();
        return Json.object()
                .put("id", checkout.id())
                .put("provider", checkout.provider().text())
                .put("merchant", MERCHANT)
                .put("amount", checkout.amount())
                .put("currency", checkout.currency())
                .put("reference", checkout.reference())
                .put("status", checkout.status().name().toLowerCase(Locale.ROOT))
                .put("paid", checkout.paid())
                .put("attempts", checkout.attempts())
                .put("successUrl", success == null ? null : success.replace("{CHECKOUT_SESSION_ID}", checkout.id()));
    }

    private static Checkout found(Rows rows, Call call) {
        return rows.find(Checkout.class, call.variable("id"))
                .orElseThrow(() -> Refusal.noSuch("id", "order or session"));
    }
}
