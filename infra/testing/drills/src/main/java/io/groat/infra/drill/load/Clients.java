package io.groat.infra.drill.load;

import io.groat.infra.drill.history.Answer;
import io.groat.infra.drill.history.Case;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Order;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Clients that send one order a request, and ask again with the same key until they know its end: through the other
 * router, after a pause that grows. On purpose some send a key through both routers at once, and some ask once more
 * long after they were told.
 */
public final class Clients implements AutoCloseable {
    /** Beyond it new orders wait: a client that only ever asks more would keep a router down that comes back. */
    private static final int MOST_UNSETTLED = 500;

    private static final int BOTH_ROUTERS_ONE_OF = 20;
    private static final int LATE_REPEAT_ONE_OF = 25;
    private static final int LATE_REPEAT_MILLIS = 6_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 15_000;

    private final List<Router> routers;
    private final Wallets wallets;
    private final Sequels sequels;
    private final History history;
    private final Violations breaches;
    private final Latencies latencies;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "drill-clients");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder repeats = new LongAdder();
    private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();

    /** @param seed decides what follows on orders that were done */
    public Clients(
            List<Router> routers,
            Wallets wallets,
            History history,
            Violations breaches,
            Latencies latencies,
            long seed) {
        this.routers = List.copyOf(routers);
        this.wallets = wallets;
        this.sequels = new Sequels(wallets::isPoor, seed);
        this.history = history;
        this.breaches = breaches;
        this.latencies = latencies;
    }

    /** Whether so many orders are under way that new ones should wait. */
    boolean busy() {
        return unsettled() >= MOST_UNSETTLED;
    }

    /** Sends a new order, and sees to it until its end is known. */
    void send(Order order) {
        Case asked = history.ask(order);
        int router = ThreadLocalRandom.current().nextInt(routers.size());
        attempt(asked, router, 0, true);
        if (ThreadLocalRandom.current().nextInt(BOTH_ROUTERS_ONE_OF) == 0) {
            repeats.increment();
            attempt(asked, router + 1, 0, false);
        }
    }

    /** Sees to an order that a stream has sent, and whose end it did not learn. */
    void takeOver(Case asked, String why) {
        count(why);
        again(asked, 0, 0, Duration.ZERO);
    }

    /** Takes an answer, and sends what follows on it; gives whether it is the first to tell the end. */
    boolean answered(Case asked, Answer answer) {
        boolean news = history.answered(asked, answer);
        if (news && answer instanceof Answer.End end) {
            sequels.after(asked.order(), end)
                    .forEach(stage -> later(() -> stage.orders().forEach(this::send), stage.delayMillis()));
        }
        return news;
    }

    /** Requests that are on their way or will be sent again. */
    public int unsettled() {
        return inFlight.get() + waiting.get();
    }

    /** How often a key was sent again, for want of an end or on purpose. */
    public long repeats() {
        return repeats.sum();
    }

    /** Why keys were sent again for want of an end, with how often. */
    public Map<String, Long> reasons() {
        Map<String, Long> counts = new TreeMap<>();
        reasons.forEach((why, count) -> counts.put(why, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private Router router(int number) {
        return routers.get(Math.floorMod(number, routers.size()));
    }

    private void attempt(Case asked, int number, int tries, boolean first) {
        Router router = router(number);
        long sentAt = System.nanoTime();
        inFlight.incrementAndGet();
        whenTold(router.ask(asked.order()), reply -> {
            if (first && isBetweenWallets(asked.order())) {
                latencies.add(partsOf(asked.order(), router), sentAt, System.nanoTime(), reply);
            }
            take(asked, number, tries, reply);
        });
    }

    /** What goes wrong on the way is the drill's own fault, and no promise can be vouched for then. */
    private void whenTold(CompletableFuture<Reply> coming, Consumer<Reply> next) {
        CompletableFuture<Boolean> unused = coming.thenAccept(next).handle((done, failure) -> {
            inFlight.decrementAndGet();
            if (failure != null) {
                breaches.add(Promise.ALWAYS_ENDS, "The drill's client failed: " + failure);
            }
            return failure == null;
        });
    }

    private boolean isBetweenWallets(Order order) {
        return wallets.has(order.payer()) && wallets.has(order.payee());
    }

    private void look(Case asked, String id, int number, int tries) {
        inFlight.incrementAndGet();
        whenTold(router(number).look(asked.order().kind(), id), reply -> take(asked, number, tries, reply));
    }

    private void take(Case asked, int number, int tries, Reply reply) {
        if (reply instanceof Reply.Told told) {
            boolean news = answered(asked, told.answer());
            if (told.answer() instanceof Answer.Pending pending) {
                count("PENDING");
                later(() -> askHow(asked, pending.id(), number, tries + 1), pause(tries));
            } else if (news && ThreadLocalRandom.current().nextInt(LATE_REPEAT_ONE_OF) == 0) {
                repeats.increment();
                later(
                        () -> attempt(asked, number + 1, 0, false),
                        ThreadLocalRandom.current().nextInt(LATE_REPEAT_MILLIS));
            }
        } else if (reply instanceof Reply.Again again) {
            count(again.why());
            again(asked, number + 1, tries, again.notBefore());
        } else {
            breaches.add(Promise.RIGHT_ANSWERS, asked.order().key() + ": " + ((Reply.Nonsense) reply).what());
            again(asked, number + 1, tries, Duration.ZERO);
        }
    }

    /** What is under way is asked for by its address, or by its key: both have to tell the same. */
    private void askHow(Case asked, String id, int number, int tries) {
        if (ThreadLocalRandom.current().nextBoolean()) {
            look(asked, id, number + 1, tries);
        } else {
            repeats.increment();
            attempt(asked, number + 1, tries, false);
        }
    }

    private void again(Case asked, int number, int tries, Duration notBefore) {
        repeats.increment();
        later(() -> attempt(asked, number, tries + 1, false), pause(tries, notBefore));
    }

    private void later(Runnable work, long millis) {
        waiting.incrementAndGet();
        ScheduledFuture<?> unused = timer.schedule(
                () -> {
                    waiting.decrementAndGet();
                    work.run();
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    private void count(String why) {
        reasons.computeIfAbsent(why, first -> new LongAdder()).increment();
    }

    private Set<String> partsOf(Order order, Router router) {
        String payer = "mysql-" + wallets.shard(order.payer());
        String payee = "mysql-" + wallets.shard(order.payee());
        return payer.equals(payee) ? Set.of(payer, router.name()) : Set.of(payer, payee, router.name());
    }

    /** As long as the router asked for, and then by chance: those who were refused together don't come together. */
    static long pause(int tries, Duration notBefore) {
        return notBefore.toMillis() + pause(tries);
    }

    private static long pause(int tries) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tries, 10));
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }
}
