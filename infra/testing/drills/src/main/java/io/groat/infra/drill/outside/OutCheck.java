package io.groat.infra.drill.outside;

import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Nothing is paid out that the gateway does not know, and the other way round: each payout and refund once, to its end. */
final class OutCheck {
    private final Truth truth;
    private final OutsideBooks books;
    private final Violations breaches;

    OutCheck(Truth truth, OutsideBooks books, Violations breaches) {
        this.truth = truth;
        this.books = books;
        this.breaches = breaches;
    }

    /**
     * Finds every breach.
     *
     * @param acknowledged ids of payouts and refunds that clients were told of, by key
     */
    void run(Map<String, String> acknowledged) {
        Map<String, OutsideBooks.Out> byId = new HashMap<>();
        books.outs().forEach(out -> byId.put(out.id(), out));
        acknowledged.forEach((key, id) -> {
            if (!byId.containsKey(id)) {
                breaches.add(Promise.NOT_LOST, key + " was answered with payout " + id + ", which is not in the books");
            }
        });
        sentOnce();
        compare(truth.payouts(), out -> !out.refund());
        compare(truth.refunds(), OutsideBooks.Out::refund);
        withdrawals();
    }

    private void sentOnce() {
        truth.payouts().stream()
                .filter(sent -> sent.reference() != null)
                .collect(Collectors.groupingBy(sent -> String.valueOf(sent.reference())))
                .forEach((payout, all) -> {
                    if (all.size() > 1) {
                        breaches.add(Promise.PAID_OUT_ONCE, "Payout " + payout + " was sent as " + all);
                    }
                });
        books.outs().stream()
                .filter(out -> out.sentAs() != null)
                .collect(Collectors.groupingBy(out -> String.valueOf(out.sentAs())))
                .forEach((sentAs, all) -> {
                    if (all.size() > 1) {
                        breaches.add(Promise.PAID_OUT_ONCE, sentAs + " at the gateway stands for " + all);
                    }
                });
    }

    private void compare(List<Truth.Sent> there, Predicate<OutsideBooks.Out> which) {
        Map<String, OutsideBooks.Out> here = new HashMap<>();
        Stream<OutsideBooks.Out> outs = books.outs().stream().filter(which);
        outs.filter(out -> out.sentAs() != null).forEach(out -> here.put(String.valueOf(out.sentAs()), out));
        Set<String> known = new HashSet<>();
        for (Truth.Sent sent : there) {
            known.add(sent.id());
            compare(sent, here.get(sent.id()));
        }
        books.outs().stream().filter(which).forEach(out -> {
            boolean isThere = out.sentAs() != null && known.contains(out.sentAs());
            if (!isThere && !out.status().equals("FAILED")) {
                breaches.add(Promise.PAID_OUT_ONCE, out + " has ended here, and the gateway knows nothing of it");
            }
        });
    }

    private void compare(Truth.Sent sent, OutsideBooks.@Nullable Out out) {
        boolean agree = out != null
                && out.provider() == sent.provider()
                && out.amount() == sent.amount()
                && isEnd(sent.status(), out.status());
        if (!agree) {
            breaches.add(
                    Promise.PAID_OUT_ONCE,
                    sent + " is at the gateway, and the books have " + (out == null ? "nothing of it" : out));
        }
    }

    /** What came back before it was known to have arrived has failed, for who looks later. */
    private static boolean isEnd(String there, String here) {
        return switch (there) {
            case "PROCESSED" -> here.equals("SETTLED");
            case "FAILED" -> here.equals("FAILED");
            case "REVERSED" -> here.equals("RETURNED") || here.equals("FAILED");
            default -> false;
        };
    }

    /** Each payout that has arrived has taken its money by one movement, and no other movement has taken any. */
    private void withdrawals() {
        Map<String, OutsideBooks.Withdrawal> made = new HashMap<>();
        books.withdrawals().forEach(one -> made.put(one.movement(), one));
        Set<String> explained = new HashSet<>();
        books.outs().stream()
                .filter(out -> !out.refund() && !out.status().equals("FAILED"))
                .forEach(out -> {
                    OutsideBooks.Withdrawal movement = made.get(String.valueOf(out.movement()));
                    if (movement == null || movement.amount() != out.amount()) {
                        breaches.add(Promise.PAID_OUT_ONCE, out + " has taken its money by " + movement);
                    } else if (!explained.add(movement.movement())) {
                        breaches.add(Promise.PAID_OUT_ONCE, movement + " has paid for more than " + out);
                    }
                });
        made.values().stream()
                .filter(one -> !explained.contains(one.movement()))
                .forEach(one -> breaches.add(Promise.PAID_OUT_ONCE, one + " has taken money, and no payout says so"));
    }
}
