package io.groat.notifier.message;

import io.groat.web.shape.Worded;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way by which something is told. */
public enum Channel implements Worded {
    /** Stored here, and shown by the app. */
    INAPP,
    PUSH,
    EMAIL,
    SMS,
    WEBHOOK;

    private final String text = name().toLowerCase(Locale.ROOT);

    @Override
    public String text() {
        return text;
    }

    public static Optional<Channel> find(String text) {
        return Arrays.stream(values())
                .filter(channel -> channel.text.equals(text))
                .findFirst();
    }
}
