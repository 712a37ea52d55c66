package io.groat.sandbox.control;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.book.Change;
import io.groat.sandbox.book.Row;
import io.groat.sandbox.book.Rows;
import io.groat.sandbox.http.Area;
import io.groat.sandbox.http.Call;
import io.groat.sandbox.http.Fields;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.http.Reply;
import io.groat.sandbox.http.Route;
import io.groat.sandbox.json.Json;
import io.groat.sandbox.model.Defaults;
import io.groat.sandbox.model.Dispute;
import io.groat.sandbox.model.Fault;
import io.groat.sandbox.model.Payment;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Refund;
import io.groat.sandbox.money.Disputes;
import io.groat.sandbox.money.Payouts;
import io.groat.sandbox.money.Refunds;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls for tests. Everybody who reaches the loopback address may make them. */
public final class ControlCalls implements Area {

    private static final int MOST_TIMES = 1_000_000;
    private static final long MOST_MILLIS = 86_400_000;
    private static final long TIMEOUT_MILLIS = 60_000;
    private static final long SLOW_MILLIS = 3_000;

    private final Book book;
    private final Refunds refunds;
    private final Payouts payouts;
    private final Disputes disputes;

    public ControlCalls(Book book, Refunds refunds, Payouts payouts, Disputes disputes) {
        this.book = book;
        this.refunds = refunds;
        this.payouts = payouts;
        this.disputes = disputes;
    }

    @Override
    public String prefix() {
        return "/control";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/state", call -> Reply.pieces(book.read(StateView::new)::writeTo)),
                Route.post("/payouts/{id}", this::payout),
                Route.post("/refunds/{id}", this::refund),
                Route.post("/disputes", this::dispute),
                Route.post("/disputes/{id}", this::disputeGoes),
                Route.post("/faults", this::fault),
                Route.post("/defaults", this::defaults));
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

    private enum PayoutStep {
        PROCESS,
        FAIL,
        RETURN
    }

    private Reply payout(Call call) {
        PayoutStep how = new Fields(call.json()).choice("how", PayoutStep.class);
        return changed(change -> {
            Payout payout = found(change, Payout.class, call.variable("id"));
            return switch (how) {
                case PROCESS -> payouts.process(change, payout);
                case FAIL -> payouts.fail(change, payout);
                case RETURN -> payouts.sendBack(change, payout);
            };
        });
    }

    private enum RefundStep {
        PROCESS,
        FAIL
    }

    private Reply refund(Call call) {
        RefundStep how = new Fields(call.json()).choice("how", RefundStep.class);
        return changed(change -> {
            Refund refund = found(change, Refund.class, call.variable("id"));
            return how == RefundStep.PROCESS ? refunds.process(change, refund) : refunds.fail(change, refund);
        });
    }

    private Reply dispute(Call call) {
        Fields fields = new Fields(call.json());
        String reason = Optional.ofNullable(fields.optional("reason")).orElse("fraudulent");
        boolean inquiry = fields.optional("inquiry") != null;
        return changed(change -> {
            Payment payment = found(change, Payment.class, fields.text("payment"));
            return disputes.open(change, payment, fields.optionalAmount().orElse(payment.amount()), reason, inquiry);
        });
    }

    private Reply disputeGoes(Call call) {
        Dispute.Status next = new Fields(call.json()).choice("status", Dispute.Status.class);
        return changed(change -> disputes.go(change, found(change, Dispute.class, call.variable("id")), next));
    }

    private enum FaultStep {
        ERROR500,
        TIMEOUT,
        SLOW,
        LOSE_ANSWER,
        OFF
    }

    private Reply fault(Call call) {
        Fields fields = new Fields(call.json());
        String prefix = fields.text("pathPrefix");
        FaultStep how = fields.choice("how", FaultStep.class);
        int times = Math.toIntExact(fields.number("times", 1, MOST_TIMES).orElse(1));
        long usual = how == FaultStep.SLOW ? SLOW_MILLIS : TIMEOUT_MILLIS;
        long delay = fields.number("delayMillis", 0, MOST_MILLIS).orElse(usual);
        return Reply.ok(book.change(change -> {
            if (how == FaultStep.OFF) {
                change.find(Fault.class, prefix).ifPresent(change::drop);
            } else {
                change.put(new Fault(prefix, Fault.How.valueOf(how.name()), times, delay));
            }
            ArrayNode faults = Json.array();
            change.all(Fault.class).forEach(one -> faults.add(Json.tree(one)));
            return faults;
        }));
    }

    /** What is not named stays as it was. */
    private Reply defaults(Call call) {
        Fields fields = new Fields(call.json());
        return changed(change -> {
            Defaults before = Defaults.in(change);
            return change.put(new Defaults(
                    before.id(),
                    course(fields, "payouts", before.payouts()),
                    fields.number("payoutDelayMillis", 0, MOST_MILLIS).orElse(before.payoutDelayMillis()),
                    course(fields, "refunds", before.refunds()),
                    fields.number("refundDelayMillis", 0, MOST_MILLIS).orElse(before.refundDelayMillis()),
                    fields.number("returnDelayMillis", 0, MOST_MILLIS).orElse(before.returnDelayMillis()),
                    Math.toIntExact(
                            fields.number("payoutsToReturn", 0, MOST_TIMES).orElse(before.payoutsToReturn()))));
        });
    }

    private static Defaults.Course course(Fields fields, String name, Defaults.Course before) {
        if (fields.optional(name) == null) {
            return before;
        }
        Defaults.Course course = fields.choice(name, Defaults.Course.class);
        if (name.equals("refunds") && course == Defaults.Course.RETURN) {
            throw Refusal.field(name, "can't return: a refund is no payout");
        }
        return course;
    }

    private interface Work {
        Row in(Change change);
    }

    private Reply changed(Work work) {
        return Reply.ok(book.change(change -> Json.tree(work.in(change))));
    }

    private static <R extends Row> R found(Rows rows, Class<R> kind, String id) {
        return rows.find(kind, id).orElseThrow(() -> Refusal.noSuch("id", kind.getSimpleName()));
    }
}
