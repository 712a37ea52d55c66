package io.groat.sandbox.webhook;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.event.Announcer;
import io.groat.sandbox.event.ProviderEvents;
import io.groat.sandbox.model.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends webhooks until they are taken, at least once each, several at a time and in no order. The queue is the book: after
 * a kill, what was not taken goes out again, as if for the first time, with its tricks.
 */
public final class WebhookSender implements AutoCloseable {

    private static final int IN_FLIGHT = 8;
    private static final int REPETITIONS = 5;
    private static final long OLD_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final long MILLIS = 1_000;
    private static final System.Logger LOG = System.getLogger(WebhookSender.class.getName());

    private final Book book;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Post post;
    private final ScheduledThreadPoolExecutor threads =
            new ScheduledThreadPoolExecutor(IN_FLIGHT, new ThreadPoolExecutor.DiscardPolicy());

    /** @param base of the merchant's addresses, without a slash at its end */
    public WebhookSender(Book book, Announcer announcer, InstantSource clock, String base) {
        this.book = book;
        this.announcer = announcer;
        this.clock = clock;
        this.post = new Post(base);
    }

    public void start() {
        book.watch(row -> {
            // One that was sent in vain is put as well, and has its next try set already.
            if (row instanceof Delivery delivery && delivery.attempts() == 0) {
                set(delivery);
            }
        });
        book.read(rows -> rows.all(Delivery.class, delivery -> delivery.state() == Delivery.State.WAITING))
                .forEach(this::set);
    }

    private void set(Delivery delivery) {
        schedule(delivery.id(), 1, Math.max(0, delivery.dueAtMillis() - clock.millis()));
    }

    private void schedule(String id, int run, long delayMillis) {
        var unused = threads.schedule(() -> send(id, run), delayMillis, TimeUnit.MILLISECONDS);
    }

    /** @param run which try it is since the start */
    private void send(String id, int run) {
        try {
            Delivery delivery = book.read(rows -> rows.get(Delivery.class, id));
            if (delivery.state() != Delivery.State.WAITING) {
                return;
            }
            book.awaitDurable();
            List<Integer> tricks = run == 1 ? tricks(delivery) : delivery.trickStatuses();
            int status = honest(delivery, run);
            boolean taken = Post.isTaken(status);
            Delivery.State next = taken
                    ? Delivery.State.DELIVERED
                    : Pauses.isLast(run) ? Delivery.State.GIVEN_UP : Delivery.State.WAITING;
            book.change(change -> change.put(delivery.sent(next, status, tricks)));
            if (next == Delivery.State.WAITING) {
                LOG.log(System.Logger.Level.INFO, "{0} {1} was not taken: {2}", delivery.type(), id, status);
                schedule(id, run + 1, Pauses.after(run).toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            // In the middle of a stop the journal is closed; the next start goes on.
            if (!threads.isShutdown()) {
                LOG.log(System.Logger.Level.ERROR, "Webhook " + id + " failed", failure);
            }
        }
    }

    /** As it should be. */
    private int honest(Delivery delivery, int run) throws InterruptedException {
        if (delivery.style() == Delivery.Style.REPEATED && run == 1) {
            ProviderEvents events = announcer.of(delivery.provider());
            String body = body(delivery);
            return post.atOnce(
                    REPETITIONS, events.webhookPath(), events.headers(delivery.id(), body, now(), false), body);
        }
        return post(delivery, body(delivery), body(delivery), now(), false);
    }

    /** As it should not be; none of them may be taken. */
    private List<Integer> tricks(Delivery delivery) throws InterruptedException {
        List<Integer> answers = new ArrayList<>();
        String whole = body(delivery);
        String cut = whole.substring(0, whole.length() / 2);
        switch (delivery.style()) {
            case FORGED_FIRST -> answers.add(post(delivery, whole, whole, now(), true));
            case OLD_FIRST -> answers.add(post(delivery, whole, whole, now() - OLD_SECONDS, false));
            case TRUNCATED_FIRST -> {
                answers.add(post(delivery, cut, whole, now(), false));
                answers.add(post(delivery, cut, cut, now(), false));
            }
            case PLAIN, REPEATED -> {}
        }
        return answers;
    }

    private int post(Delivery delivery, String body, String signed, long signedAt, boolean forged)
            throws InterruptedException {
        ProviderEvents events = announcer.of(delivery.provider());
        return post.once(events.webhookPath(), events.headers(delivery.id(), signed, signedAt, forged), body);
    }

    private static String body(Delivery delivery) {
        return Objects.requireNonNull(delivery.body(), "a body that waits");
    }

    private long now() {
        return clock.millis() / MILLIS;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
