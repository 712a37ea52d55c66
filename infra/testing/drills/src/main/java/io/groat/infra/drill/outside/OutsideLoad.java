package io.groat.infra.drill.outside;

import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** People who order money from outside, pay at the gateway, and are paid out, while parts are taken away. */
final class OutsideLoad {
    private static final int USERS = 20;
    private static final int LIVES_AT_ONCE = 6;
    private static final long NANOS_BETWEEN = TimeUnit.MILLISECONDS.toNanos(1_000);
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    private final String run;
    private final GatewayClient gateway;
    private final Violations breaches;
    private final List<Router> routers;
    private final long seed;
    private final Acknowledged acknowledged;
    private final List<OutsideUser> users = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger lives = new AtomicInteger();
    private volatile boolean over;
    private volatile boolean unheard;

    /**
     * @param run begins every user's id and every key
     * @param seed decides what they do
     */
    OutsideLoad(String run, List<Router> routers, GatewayClient gateway, Violations breaches, long seed) {
        this.run = run;
        this.routers = List.copyOf(routers);
        this.gateway = gateway;
        this.breaches = breaches;
        this.seed = seed;
        this.acknowledged = new Acknowledged(breaches);
    }

    /**
     * Opens their wallets, and has a gateway prove where they are paid out to.
     *
     * @throws IllegalStateException when a router would not
     */
    void open() {
        Calls calls = new Calls(routers, () -> false);
        for (int n = 0; n < USERS; n++) {
            Provider provider = n % 2 == 0 ? Provider.RAZORPAY : Provider.STRIPE;
            String user = run + "-" + n;
            made(
                    calls,
                    "/v1/accounts",
                    "open-" + user,
                    Map.of("userId", user, "currency", provider.currency(), "openingBalance", OutsideUser.OPENING));
            String place = made(
                    calls, "/v1/users/" + user + "/destinations", "place-" + user, OutsideUser.place(provider, user));
            users.add(new OutsideUser(user, provider, place));
        }
    }

    private static String made(Calls calls, String path, String key, Map<String, Object> members) {
        return calls.post(path, key, members)
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.body().path("id").asString(""))
                .orElseThrow(() -> new IllegalStateException("The router would not take POST " + path));
    }

    /** Begins. */
    void start() {
        for (int n = 0; n < LIVES_AT_ONCE; n++) {
            Thread thread = new Thread(this::live, "drill-outside-" + n);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private void live() {
        Life life = new Life(new Calls(routers, () -> unheard), gateway, acknowledged, breaches, () -> unheard);
        while (!over) {
            int number = lives.getAndIncrement();
            long due = System.nanoTime() + NANOS_BETWEEN;
            Random random = new Random(seed + number);
            life.live(users.get(random.nextInt(users.size())), run + "-life" + number, number, random);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** Nothing new begins; what is under way has a little time to hear what became of it. */
    void stop() {
        over = true;
        long end = System.nanoTime() + LAST_WORDS.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
            unheard = true;
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Acknowledged acknowledged() {
        return acknowledged;
    }

    /** Whose money it is. */
    List<OutsideUser> users() {
        return List.copyOf(users);
    }
}
