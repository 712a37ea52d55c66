package io.groat.sandbox.money;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.book.Change;
import io.groat.sandbox.model.Checkout;
import io.groat.sandbox.model.Later;
import io.groat.sandbox.model.Payout;
import io.groat.sandbox.model.Refund;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Does what is to be done later, when it is due; after a start all that fell due meanwhile. */
public final class Alarms implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Alarms.class.getName());

    private final Book book;
    private final InstantSource clock;
    private final Checkouts checkouts;
    private final Refunds refunds;
    private final Payouts payouts;
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());

    public Alarms(Book book, InstantSource clock, Checkouts checkouts, Refunds refunds, Payouts payouts) {
        this.book = book;
        this.clock = clock;
        this.checkouts = checkouts;
        this.refunds = refunds;
        this.payouts = payouts;
    }

    public void start() {
        book.watch(row -> {
            if (row instanceof Later later) {
                set(later);
            }
        });
        book.read(rows -> rows.all(Later.class)).forEach(this::set);
    }

    private void set(Later later) {
        var unused =
                timer.schedule(() -> ring(later.id()), later.dueAtMillis() - clock.millis(), TimeUnit.MILLISECONDS);
    }

    private void ring(String id) {
        try {
            book.change(change -> {
                Optional<Later> due = change.find(Later.class, id);
                due.ifPresent(later -> {
                    change.drop(later);
                    act(change, later);
                });
                return due;
            });
        } catch (RuntimeException failure) {
            // In the middle of a stop the journal is closed; the next start goes on.
            if (!timer.isShutdown()) {
                LOG.log(System.Logger.Level.ERROR, id + " failed", failure);
            }
        }
    }

    /** What somebody has ended by hand meanwhile stays as it is. */
    private void act(Change change, Later later) {
        switch (later.action()) {
            case CHECKOUT_EXPIRES -> checkouts.expire(change, change.get(Checkout.class, later.subject()));
            case REFUND_PROCESSED, REFUND_FAILS -> {
                Refund refund = change.get(Refund.class, later.subject());
                if (refund.status() == Refund.Status.PENDING && later.action() == Later.Action.REFUND_PROCESSED) {
                    refunds.process(change, refund);
                } else if (refund.status() == Refund.Status.PENDING) {
                    refunds.fail(change, refund);
                }
            }
            case PAYOUT_PROCESSED, PAYOUT_FAILS -> {
                Payout payout = change.get(Payout.class, later.subject());
                if (payout.status() == Payout.Status.PROCESSING && later.action() == Later.Action.PAYOUT_FAILS) {
                    payouts.fail(change, payout);
                } else if (payout.status() == Payout.Status.PROCESSING) {
                    payouts.processByDefault(change, payout);
                }
            }
            case PAYOUT_RETURNS -> {
                Payout payout = change.get(Payout.class, later.subject());
                if (payout.status() == Payout.Status.PROCESSED) {
                    payouts.sendBack(change, payout);
                }
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
