package io.groat.payout;

import io.groat.money.CurrencyCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a user is paid out to. A gateway has said that there is such a place before it stands here; what it is exactly is
 * sealed, and shown only as far as its owner knows it by.
 *
 * @param shown such as {@code HDFC …6789}: no more than what tells it from the user's others
 * @param sealed the whole of it, for who holds the key
 * @param fingerprint the same for the same place of the same user, and says nothing of it without the key
 * @param holder whose it is, as the gateway has said; null where it does not say it
 * @param gateway that has said that it is there
 */
public record Destination(
        UUID id,
        String userId,
        DestinationKind kind,
        CurrencyCode currency,
        @Nullable String label,
        String shown,
        String sealed,
        String fingerprint,
        @Nullable String holder,
        String gateway,
        Instant createdAt) {}
