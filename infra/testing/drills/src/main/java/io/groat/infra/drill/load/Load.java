package io.groat.infra.drill.load;

import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.server.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * All clients of a drill at work: half of the first orders as single requests at a steady rate, half as transfers in
 * streams. What follows on them comes on top.
 */
public final class Load {
    private static final int STREAMS = 2;
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final List<Router> routers;
    private final Orders orders;
    private final History history;
    private final Violations breaches;
    private final Clients clients;
    private final int perSecond;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** @param perSecond first orders a second, at most */
    public Load(
            List<Router> routers, Orders orders, History history, Violations breaches, Clients clients, int perSecond) {
        this.routers = List.copyOf(routers);
        this.orders = orders;
        this.history = history;
        this.breaches = breaches;
        this.clients = clients;
        this.perSecond = perSecond;
    }

    /** Begins to send. */
    public void start() {
        begin(this::sendSingles, "drill-singles");
        int each = Math.max(1, perSecond / 2 / STREAMS);
        for (int i = 0; i < STREAMS; i++) {
            int number = i;
            begin(
                    () -> new Stream(orders, history, breaches, clients, each).run(routers, number, () -> over),
                    "drill-stream-" + i);
        }
    }

    /** Sends no new orders any more; those under way are seen to. */
    public void stop() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join(LONGEST_END.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits until every client knows the end of its orders.
     *
     * @return whether it came to that
     */
    public boolean settle(Duration limit) {
        return Poll.until(limit, () -> clients.unsettled() == 0 && history.ended() == history.sent());
    }

    private void begin(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void sendSingles() {
        long between = TimeUnit.SECONDS.toNanos(1) / Math.max(1, perSecond / 2);
        long due = System.nanoTime();
        while (!over) {
            LockSupport.parkNanos(due - System.nanoTime());
            if (clients.busy()) {
                due = System.nanoTime() + between;
            } else if (System.nanoTime() >= due) {
                clients.send(orders.next());
                due += between;
            }
        }
    }
}
