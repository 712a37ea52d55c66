package io.groat.infra.drill.outside;

import io.groat.infra.server.Poll;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has all that is under way at the gateway and in the books come to its end, and waits until both are at rest. */
final class Rest {
    /** A gateway that tells nothing is asked every five minutes at least. */
    static final Duration PATIENCE = Duration.ofMinutes(7);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final GatewayClient gateway;
    private final OutsideTables tables;
    private final Consumer<String> approve;
    private final AtomicInteger ended = new AtomicInteger();
    private @Nullable Truth truth;
    private @Nullable OutsideBooks books;
    private String trouble = "nothing was asked";

    /** @param approve lets the payout of that id go, which waits for a person; may fail */
    Rest(GatewayClient gateway, OutsideTables tables, Consumer<String> approve) {
        this.gateway = gateway;
        this.tables = tables;
        this.approve = approve;
    }

    /** True once both are at rest; else what was read last is there, if anything was. */
    boolean await(Duration patience) {
        return Poll.until(patience, PAUSE, () -> {
            try {
                gateway.control("defaults", "{\"payouts\":\"process\",\"payoutsToReturn\":0}");
                gateway.control("faults", "{\"pathPrefix\":\"/razorpay\",\"how\":\"off\"}");
                gateway.control("faults", "{\"pathPrefix\":\"/stripe\",\"how\":\"off\"}");
                // The books last: what they have then the gateway had before.
                Truth there = Truth.of(gateway.state());
                OutsideBooks here = tables.read();
                endDisputes(there, here);
                here.outs().stream()
                        .filter(out -> out.status().equals("UNDER_REVIEW"))
                        .forEach(out -> approve.accept(out.id()));
                truth = there;
                books = here;
                return there.atRest() && here.atRest() && hasAll(there, here);
            } catch (GatewayClient.AwayException | OutsideTables.UnreadableException e) {
                trouble = String.valueOf(e.getMessage());
                return false;
            }
        });
    }

    /** The books may not have heard of the last payments yet. */
    private static boolean hasAll(Truth there, OutsideBooks here) {
        return here.taken().size() >= there.payments().size()
                && here.disputes().size() >= there.disputes().size();
    }

    /** Once the books know them, some won and some lost. */
    private void endDisputes(Truth there, OutsideBooks here) {
        Map<String, OutsideBooks.Disputed> known = new HashMap<>();
        here.disputes().forEach(one -> known.put(one.id(), one));
        there.disputes().stream()
                .filter(one -> !one.ended() && known.containsKey(one.id()))
                .forEach(one -> gateway.control(
                        "disputes/" + one.id(),
                        "{\"status\":\"" + (ended.getAndIncrement() % 2 == 0 ? "won" : "lost") + "\"}"));
    }

    /** What the gateway said last; null when it never answered. */
    @Nullable
    Truth truth() {
        return truth;
    }

    /** What the books said last; null when they could never be read. */
    @Nullable
    OutsideBooks books() {
        return books;
    }

    /** Why something could not be read, at last. */
    String trouble() {
        return trouble;
    }
}
