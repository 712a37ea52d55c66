package io.groat.infra.drill.history;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One order and what its client was told about it so far. Guarded by the history it belongs to. */
public final class Case {
    private final Order order;
    private @Nullable String pendingId;
    private Answer.@Nullable End end;

    Case(Order order) {
        this.order = order;
    }

    public Order order() {
        return order;
    }

    /** The id that a 202 gave; empty when there was none. */
    public synchronized Optional<String> pendingId() {
        return Optional.ofNullable(pendingId);
    }

    /** How it ended, as the client was told first; empty while it was not. */
    public synchronized Optional<Answer.End> end() {
        return Optional.ofNullable(end);
    }

    /** What an answer brought its client: the first of all, or the first that tells the end. */
    record News(boolean first, boolean end) {}

    /** Takes an answer; what speaks against it or an earlier one is a breach. */
    synchronized News take(Answer answer, Violations breaches) {
        News news = new News(pendingId == null && end == null, end == null && answer instanceof Answer.End);
        if (answer instanceof Answer.Pending pending) {
            if (pendingId == null) {
                pendingId = pending.id();
            } else if (!pendingId.equals(pending.id())) {
                breaches.add(
                        Promise.NOT_DOUBLED,
                        order.key() + " was answered PENDING as " + pendingId + " and as " + pending.id());
            }
        } else {
            takeEnd((Answer.End) answer, breaches);
        }
        Answer.End known = end;
        if (known != null && differ(known.id(), pendingId)) {
            breaches.add(Promise.NOT_DOUBLED, order.key() + " was answered PENDING as " + pendingId + " and " + known);
        }
        return news;
    }

    private void takeEnd(Answer.End answer, Violations breaches) {
        Answer.End known = end;
        if (known == null) {
            if (!order.outlook().allows(answer)) {
                breaches.add(Promise.RIGHT_ANSWERS, order.key() + ", " + order.outlook() + ", was answered " + answer);
            }
            end = answer;
            return;
        }
        if (isTraceless(known) && isTraceless(answer) && order.outlook().allows(answer)) {
            return; // each by itself says what was in the way then
        }
        if (known.completed() && answer.completed() && differ(known.id(), answer.id())) {
            breaches.add(Promise.NOT_DOUBLED, order.key() + " was answered " + known + " and " + answer);
        } else if (!Objects.equals(known.refusal(), answer.refusal())
                || differ(known.id(), answer.id())
                || differ(known.amountMinor(), answer.amountMinor())) {
            breaches.add(Promise.RIGHT_ANSWERS, order.key() + " was answered " + known + " and then " + answer);
        }
        if (known.id() == null) {
            end = answer; // a refusal without a trace, and now one that was kept: that is to be found
        }
    }

    private static boolean isTraceless(Answer.End end) {
        return end.id() == null && !end.completed();
    }

    private static boolean differ(@Nullable Object one, @Nullable Object other) {
        return one != null && other != null && !one.equals(other);
    }
}
