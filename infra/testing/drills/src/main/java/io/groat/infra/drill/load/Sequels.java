package io.groat.infra.drill.load;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.ExpectedEnding;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.OrderKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What clients ask for once an order was done: holds are captured, in parts or by more than there is, increased, voided at
 * the same time, or left to expire; movements are given back, by more than there is, too. What belongs together is sent at
 * the same time, and the next only when all of that has ended. Safe for threads.
 */
final class Sequels {
    private static final int GIVEN_BACK_ONE_OF = 8;
    private static final long LEAST_GIVEN_BACK = 10;
    private static final int LEFT_TO_EXPIRE_ONE_OF = 3;

    /** A late capture comes at the hold's end, by so much before or after. */
    private static final int ABOUT_MILLIS = 400;

    /** Orders that are sent together. */
    record Stage(long delayMillis, List<Order> orders) {
        Stage(Order... orders) {
            this(0, List.of(orders));
        }
    }

    private static final class Life {
        private final Deque<Stage> stages;
        private int open;

        Life(List<Stage> stages) {
            this.stages = new ArrayDeque<>(stages);
        }
    }

    private final Predicate<String> isPoor;
    private final long seed;
    private final Map<String, Life> lives = new ConcurrentHashMap<>();

    /** @param isPoor whether a user may lack the money to give back */
    Sequels(Predicate<String> isPoor, long seed) {
        this.isPoor = isPoor;
        this.seed = seed;
    }

    /** What is to be sent now that an order has ended; to be asked once for each. */
    List<Stage> after(Order ended, Answer.End end) {
        List<Stage> next = new ArrayList<>(2);
        Life life = lives.remove(ended.key());
        if (life != null) {
            go(life, next);
        }
        String id = end.id();
        List<Stage> own = end.completed() && id != null ? stages(ended, id, end.amountMinor()) : List.of();
        if (!own.isEmpty()) {
            go(new Life(own), next);
        }
        return next;
    }

    private void go(Life life, List<Stage> next) {
        synchronized (life) {
            if (life.open > 0) {
                life.open--;
            }
            Stage stage = life.open == 0 ? life.stages.poll() : null;
            if (stage != null) {
                life.open = stage.orders().size();
                stage.orders().forEach(order -> lives.put(order.key(), life));
                next.add(stage);
            }
        }
    }

    private List<Stage> stages(Order done, String id, @Nullable Long amount) {
        // Keys differ little, and unlike java.util.Random this one makes much of that.
        SplittableRandom random = new SplittableRandom(seed ^ done.key().hashCode());
        if (done.kind() == OrderKind.HOLD) {
            return ofHold(done, id, random);
        }
        boolean refundable = done.kind() == OrderKind.TRANSFER || done.kind() == OrderKind.CAPTURE;
        return refundable && amount != null && amount >= LEAST_GIVEN_BACK && random.nextInt(GIVEN_BACK_ONE_OF) == 0
                ? back(done, id, amount, random)
                : List.of();
    }

    private static List<Stage> ofHold(Order hold, String id, SplittableRandom random) {
        if (hold.lasts() != null) {
            long due = hold.lasts().toMillis() - ABOUT_MILLIS + random.nextInt(2 * ABOUT_MILLIS);
            return random.nextInt(LEFT_TO_EXPIRE_ONE_OF) == 0
                    ? List.of()
                    : List.of(new Stage(due, List.of(capture(hold, 1, id, null, ExpectedEnding.LATE))));
        }
        long amount = hold.amountMinor() == null ? 0 : hold.amountMinor();
        return switch (random.nextInt(5)) {
            case 0 ->
                List.of(
                        new Stage(
                                hold.next(OrderKind.INCREMENT, 1, id, amount / 2, ExpectedEnding.SURE),
                                capture(hold, 1, id, amount * 3 / 10, ExpectedEnding.SURE),
                                capture(hold, 2, id, amount * 4 / 10, ExpectedEnding.SURE)),
                        new Stage(capture(hold, 3, id, null, ExpectedEnding.SURE)));
            case 1 -> List.of(fourForTwo(hold, id, amount), new Stage(letGo(hold, id, ExpectedEnding.SURE)));
            case 2 ->
                List.of(new Stage(
                        letGo(hold, id, ExpectedEnding.END_RACE), capture(hold, 1, id, null, ExpectedEnding.END_RACE)));
            case 3 -> List.of(new Stage(capture(hold, 1, id, null, ExpectedEnding.SURE)));
            default -> List.of();
        };
    }

    /** Of four captures two fit. */
    private static Stage fourForTwo(Order hold, String id, long amount) {
        List<Order> captures = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            captures.add(capture(hold, i, id, amount * 4 / 10, ExpectedEnding.CAPTURE_RACE));
        }
        return new Stage(0, captures);
    }

    private static Order capture(Order hold, int number, String id, @Nullable Long amount, ExpectedEnding outlook) {
        return hold.next(OrderKind.CAPTURE, number, id, amount, outlook);
    }

    private static Order letGo(Order hold, String id, ExpectedEnding outlook) {
        return hold.next(OrderKind.VOID, 1, id, null, outlook);
    }

    private List<Stage> back(Order movement, String id, long amount, SplittableRandom random) {
        ExpectedEnding outlook =
                isPoor.test(movement.payee()) ? ExpectedEnding.SCARCE_REFUND_RACE : ExpectedEnding.REFUND_RACE;
        Order all = refund(movement, 9, id, null, outlook);
        return switch (random.nextInt(4)) {
            case 0 ->
                List.of(new Stage(
                        refund(movement, 1, id, amount * 4 / 10, outlook),
                        refund(movement, 2, id, amount * 4 / 10, outlook),
                        refund(movement, 3, id, amount * 4 / 10, outlook)));
            case 1 -> List.of(new Stage(all, refund(movement, 1, id, amount * 3 / 10, outlook)));
            case 2 -> List.of(new Stage(movement.back(OrderKind.REVERSAL, 1, id, null, outlook)));
            default ->
                List.of(
                        new Stage(refund(movement, 1, id, amount * 3 / 10, outlook)),
                        new Stage(all),
                        new Stage(refund(movement, 10, id, null, outlook)));
        };
    }

    private static Order refund(Order movement, int number, String id, @Nullable Long amount, ExpectedEnding outlook) {
        return movement.back(OrderKind.REFUND, number, id, amount, outlook);
    }
}
