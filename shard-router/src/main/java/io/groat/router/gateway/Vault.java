package io.groat.router.gateway;

import io.groat.money.CurrencyCode;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.router.secret.KeyedHash;
import io.groat.router.secret.SealedText;
import java.util.List;

/**
 * Keeps destinations so that nobody reads them without its key, not even with all that the databases hold; of what has paid
 * it keeps no more than whether it is the same.
 */
public final class Vault {

    private static final String PURPOSE = "destinations of payouts";
    private static final String INSTRUMENTS = "instruments of payments";

    private final SealedText sealing;
    private final KeyedHash marks;
    private final KeyedHash instruments;

    Vault(String secret) {
        this.sealing = new SealedText(secret, PURPOSE);
        this.marks = new KeyedHash(secret, PURPOSE);
        this.instruments = new KeyedHash(secret, INSTRUMENTS);
    }

    /** What is kept of a destination of that user. */
    public String seal(String userId, String details) {
        return sealing.seal(details, userId);
    }

    /** The same for the same place of the same user. */
    public String fingerprint(String userId, DestinationKind kind, CurrencyCode currency, String details) {
        return marks.text(userId, kind.name(), currency.code(), details);
    }

    /** The same for the same facts about what has paid. */
    String instrument(List<String> facts) {
        return instruments.text(facts.toArray(String[]::new));
    }

    /** The details of a destination that was sealed here. */
    String open(Destination destination) {
        return sealing.open(destination.sealed(), destination.userId())
                .orElseThrow(() -> new IllegalStateException("destination " + destination.id()
                        + " was sealed with another secret than groat.gateways.secret"));
    }
}
