package io.groat.notifier.profile;

import io.groat.notifier.message.Channel;
import io.groat.web.contact.EmailAddresses;
import io.groat.web.contact.PhoneNumbers;
import java.util.Optional;

/** The form of addresses. */
public final class Addresses {

    private Addresses() {}

    /** An address of that channel in its one form; empty when it is none. */
    public static Optional<String> of(Channel channel, String text) {
        return switch (channel) {
            case EMAIL -> EmailAddresses.normal(text);
            case SMS -> PhoneNumbers.normal(text);
            default -> Optional.empty();
        };
    }

    /**
     * The same for an address that another of our services keeps: one that was proven before numbers were looked at as
     * they are now goes on getting messages.
     */
    public static Optional<String> kept(Channel channel, String text) {
        return of(channel, text).or(() -> channel == Channel.SMS ? PhoneNumbers.before(text) : Optional.empty());
    }
}
