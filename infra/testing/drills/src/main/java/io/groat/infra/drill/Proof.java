package io.groat.infra.drill;

import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.Load;
import io.groat.infra.drill.load.MoneyRules;
import io.groat.infra.drill.load.Router;
import io.groat.infra.drill.load.Wallets;
import io.groat.infra.drill.proof.Books;
import io.groat.infra.drill.proof.BooksCheck;
import io.groat.infra.drill.proof.EventsCheck;
import io.groat.infra.drill.proof.HoldsCheck;
import io.groat.infra.drill.proof.PaymentTopic;
import io.groat.infra.drill.proof.ReadBack;
import io.groat.infra.drill.proof.RefundsCheck;
import io.groat.infra.drill.proof.ShardTables;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import io.groat.infra.server.Poll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits until nothing is under way any more, then compares everything with everything. */
final class Proof {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final List<Promise> WHAT_BOOKS_SHOW = List.of(
            Promise.NOT_LOST,
            Promise.NOT_DOUBLED,
            Promise.ALWAYS_ENDS,
            Promise.MONEY_CONSERVED,
            Promise.HOLDS_ADD_UP,
            Promise.REFUNDS_CAPPED,
            Promise.BOOKS_BALANCED,
            Promise.EVENTS_ARRIVE,
            Promise.EVENTS_IN_ORDER);

    private final StackHandle stack;
    private final boolean ruled;
    private final String userPrefix;
    private final History history;
    private final Violations breaches;
    private final List<Router> routers;
    private final Terminal terminal;
    private final ShardTables tables;
    private Books books = new Books();
    private EventsCheck events;
    private long pending;
    private long opened;
    private @Nullable Boolean balanced;
    private boolean booksRead;

    /** @param ruled whether there are {@link MoneyRules} */
    Proof(
            StackHandle stack,
            boolean ruled,
            String userPrefix,
            History history,
            Violations breaches,
            List<Router> routers,
            Terminal terminal) {
        this.stack = stack;
        this.ruled = ruled;
        this.userPrefix = userPrefix;
        this.history = history;
        this.breaches = breaches;
        this.routers = routers;
        this.terminal = terminal;
        this.tables = new ShardTables(stack.shards(), stack.database());
        this.events = new EventsCheck(books, breaches);
    }

    /** Waits until clients know every end, no transfer is PENDING and the outboxes are empty, but not for ever. */
    void awaitQuiet(Load load) {
        long begin = System.nanoTime();
        boolean settled = load.settle(LIMIT);
        try {
            boolean ended = Poll.until(LIMIT, () -> tables.pending(userPrefix) == 0);
            boolean relayed = Poll.until(LIMIT, () -> tables.waitingEvents() == 0);
            pending = tables.pending(userPrefix);
            terminal.say("Every part is back; after " + Terminal.seconds(Duration.ofNanos(System.nanoTime() - begin))
                    + (settled ? " every client knows its orders' end" : " some clients still know no end")
                    + (ended ? ", nothing is pending" : ", " + pending + " transfers are pending")
                    + (relayed ? ", the outboxes are empty." : ", the outboxes still hold events."));
        } catch (ShardTables.UnreadableException e) {
            breaches.unchecked(Promise.ALWAYS_ENDS, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Compares. What can't be read is not checked, and says nothing about what it would have shown.
     *
     * @param since before anything was sent
     */
    void make(Wallets wallets, Instant since) {
        opened = wallets.users().stream().mapToLong(wallets::opening).sum();
        ReadBack readBack = new ReadBack(routers, breaches);
        try {
            books = patiently(() -> tables.read(userPrefix));
            booksRead = true;
            new BooksCheck(history, books, breaches).run(wallets::opening);
            new HoldsCheck(history, books, breaches).run();
            new RefundsCheck(history, books, breaches).run();
            if (books.total() != opened + books.funded() - books.fees()) {
                breaches.add(
                        Promise.MONEY_CONSERVED,
                        "The wallets hold " + books.total() + ", opened with " + opened + ", and " + books.funded()
                                + " came in from outside; payments cost " + books.fees());
            }
            if (ruled) {
                commissions();
            }
            readBack.orders(history, books);
            readBack.balances(books);
            balanced = readBack.reconciliation();
            events = new EventsCheck(books, breaches);
            new PaymentTopic(stack.port("kafka")).read(userPrefix, since.minus(Duration.ofMinutes(1)), events::take);
            events.finish();
        } catch (ShardTables.UnreadableException e) {
            WHAT_BOOKS_SHOW.forEach(promise -> breaches.unchecked(promise, String.valueOf(e.getMessage())));
        } catch (PaymentTopic.UnreadableException e) {
            breaches.unchecked(Promise.EVENTS_ARRIVE, String.valueOf(e.getMessage()));
            breaches.unchecked(Promise.EVENTS_IN_ORDER, String.valueOf(e.getMessage()));
        }
    }

    /** All that payers paid beside their payments went on to one wallet, once each. */
    private void commissions() {
        long due = books.payersFees();
        long paid = patiently(() -> tables.posted(MoneyRules.AGENT));
        if (paid != due) {
            breaches.add(
                    paid > due ? Promise.NOT_DOUBLED : Promise.MONEY_CONSERVED,
                    "Commissions of " + due + " were due, " + paid + " came");
        }
    }

    /** A database that has just come back may still refuse a moment. */
    private static <T> T patiently(Supplier<T> read) {
        AtomicReference<T> found = new AtomicReference<>();
        boolean done = Poll.until(LIMIT, () -> {
            try {
                found.set(read.get());
                return true;
            } catch (ShardTables.UnreadableException notYet) {
                return false;
            }
        });
        return done ? Objects.requireNonNull(found.get()) : read.get();
    }

    Books books() {
        return books;
    }

    EventsCheck events() {
        return events;
    }

    /** Transfers without an end when all had time to have one. */
    long pending() {
        return pending;
    }

    /** What all wallets were opened with, in minor units. */
    long opened() {
        return opened;
    }

    /** Whether the shards' tables could be read. */
    boolean booksRead() {
        return booksRead;
    }

    /** Null when no router could be asked. */
    @Nullable
    Boolean balanced() {
        return balanced;
    }
}
