package io.groat.account;

import io.groat.event.PaymentEvent;
import io.groat.shard.SlottedId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The form of user ids, and how they differ from account ids. */
public final class UserIds {

    /** Longest user id, in characters. */
    public static final int MAX_LENGTH = 64;

    /** What no user's id begins with: where money comes from and goes to is written so. */
    static final String RESERVED = PaymentEvent.SOURCE;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+-]{0,63}");
    private static final int UUID_LENGTH = 36;

    private UserIds() {}

    /**
     * Whether it is a user id: 1 to 64 of letters, digits and {@code . _ : @ + -}, a letter or digit first,
     * and neither an account's id nor one that begins with {@code funding:}.
     */
    public static boolean isUserId(String text) {
        return FORM.matcher(text).matches()
                && !text.startsWith(RESERVED)
                && accountId(text).isEmpty();
    }

    static Optional<UUID> accountId(String text) {
        if (text.length() != UUID_LENGTH || text.charAt(8) != '-') {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text)).filter(id -> SlottedId.is(SlottedId.Kind.ACCOUNT, id));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
