package io.groat.sandbox.money;

import io.groat.sandbox.book.Change;
import io.groat.sandbox.book.Ids;
import io.groat.sandbox.event.Announcer;
import io.groat.sandbox.model.Later;
import io.groat.sandbox.model.Movement;
import io.groat.sandbox.model.Provider;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What all that happens to money needs: the time, somebody who tells, the account, and what is done later. */
public record Money(InstantSource clock, Announcer announcer) {

    private static final long MILLIS = 1_000;
    private static final int ID_LENGTH = 14;
    private static final int LONG_ID_LENGTH = 24;

    /** In Unix seconds, as providers tell it. */
    public long now() {
        return clock.millis() / MILLIS;
    }

    /** A new id with the prefix that the provider has for such things. */
    public String newId(Provider provider, String razorpay, String stripe) {
        return provider == Provider.RAZORPAY
                ? Ids.random(razorpay + "_", ID_LENGTH)
                : Ids.random(stripe + "_", LONG_ID_LENGTH);
    }

    void later(Change change, long delayMillis, Later.Action action, String subject) {
        change.put(new Later(Ids.random("later_", ID_LENGTH), action, subject, clock.millis() + delayMillis));
    }

    /** @param amount less than zero where money leaves */
    void move(
            Change change,
            Provider provider,
            Movement.Type type,
            String source,
            long amount,
            long fee,
            String currency,
            @Nullable String checkout,
            @Nullable String reference) {
        String id = newId(provider, "txn", "txn");
        change.put(new Movement(id, provider, type, source, amount, fee, currency, checkout, reference, now()));
    }
}
