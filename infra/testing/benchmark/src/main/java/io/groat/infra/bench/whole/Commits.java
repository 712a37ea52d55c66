package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Payers;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.load.TransferOrder;
import io.groat.infra.bench.router.Answer;
import io.groat.infra.bench.router.HttpSender;
import io.groat.infra.bench.stack.WholeStack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pays, and notes when each payment was answered. Every so many go to a few users who are watched, each with an amount
 * of its own, above all others, by which the message to its payee is known.
 */
final class Commits implements Payers {
    static final int WATCHED = 20;
    static final long LOWEST_OWN_AMOUNT = 5_001;

    private static final int EVERY = 5;
    private static final String HOST = "127.0.0.1";

    private final WholeStack stack;
    private final JsonMapper json = new JsonMapper();
    private final AtomicLong made = new AtomicLong();
    private final Map<String, Long> byPayment = new ConcurrentHashMap<>();
    private final Map<Long, Long> byOwnAmount = new ConcurrentHashMap<>();

    Commits(WholeStack stack) {
        this.stack = stack;
    }

    /** When each payment was answered, by {@link System#nanoTime}. */
    Map<String, Long> byPayment() {
        return byPayment;
    }

    /** When each payment to a watched user was answered, by its amount. */
    Map<Long, Long> byOwnAmount() {
        return byOwnAmount;
    }

    @Override
    public Mode mode() {
        return Mode.FOLLOW;
    }

    @Override
    public Sender open(int inFlight) {
        HttpSender http = new HttpSender(HOST, stack.routerPort(), stack.authorization(), inFlight, this::answered);
        return new Sender() {
            @Override
            public void send(TransferOrder order, Ending ending) {
                http.send(redirected(order, made.getAndIncrement()), ending);
            }

            @Override
            public void close() {
                http.close();
            }
        };
    }

    /** The first users are the watched ones. */
    static TransferOrder redirected(TransferOrder order, long number) {
        int payee = (int) (number / EVERY % WATCHED);
        return number % EVERY != 0 || payee == order.payer()
                ? order
                : new TransferOrder(order.number(), order.payer(), payee, LOWEST_OWN_AMOUNT + number / EVERY);
    }

    private void answered(Answer answer, Ending ending) {
        if (answer.status() == Answer.CREATED) {
            long now = System.nanoTime();
            byPayment.put(json.readTree(answer.body()).path("id").asString(""), now);
            if (answer.order().amountMinor() >= LOWEST_OWN_AMOUNT) {
                byOwnAmount.put(answer.order().amountMinor(), now);
            }
            ending.ended(null);
        } else {
            ending.ended("answered with " + answer.status() + ": " + answer.body());
        }
    }

    /** The ids of those who are watched. */
    static List<String> watched() {
        return IntStream.range(0, WATCHED).mapToObj(Traffic::userId).toList();
    }

    @Override
    public Map<String, List<Long>> parts() {
        return stack.parts();
    }
}
