package io.groat.sandbox.stripe;

import io.groat.sandbox.http.Refusal;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Parameters of a request's form, such as {@code line_items[0][quantity]=1}. */
final class Parameters {

    private static final long MOST = 1_000_000_000_000L;
    private static final int LONGEST = 500;
    private static final int MOST_METADATA = 50;

    private final Map<String, String> form;

    Parameters(Map<String, String> form) {
        this.form = form;
    }

    String text(String name) {
        return optional(name).orElseThrow(() -> Refusal.field(name, "is missing"));
    }

    Optional<String> optional(String name) {
        Optional<String> text = Optional.ofNullable(form.get(name)).filter(value -> !value.isEmpty());
        text.filter(value -> value.length() > LONGEST).ifPresent(value -> {
            throw Refusal.field(name, "has more than " + LONGEST + " characters");
        });
        return text;
    }

    /** One that may have this value alone. */
    void only(String name, String value) {
        if (!text(name).equals(value)) {
            throw Refusal.field(name, "has to be " + value + " here");
        }
    }

    long amount(String name) {
        return number(name).orElseThrow(() -> Refusal.field(name, "is missing"));
    }

    OptionalLong number(String name) {
        Optional<String> text = optional(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("[0-9]{1,13}")) {
            throw Refusal.field(name, "has to be a whole number");
        }
        long number = Long.parseLong(text.get());
        if (number < 1 || number > MOST) {
            throw Refusal.field(name, "has to be between 1 and " + MOST);
        }
        return OptionalLong.of(number);
    }

    /** In capital letters. */
    String currency(String name) {
        String currency = text(name).toUpperCase(Locale.ROOT);
        if (!currency.matches("[A-Z]{3}")) {
            throw Refusal.field(name, "has to be three letters");
        }
        return currency;
    }

    /** An address of the web, for a link on a page. */
    String webAddress(String name) {
        String text = text(name);
        try {
            // Braces stand for what is filled in later.
            URI address = URI.create(text.replaceAll("[{}]", ""));
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return text;
            }
        } catch (IllegalArgumentException broken) {
            throw Refusal.field(name, "is no address");
        }
        throw Refusal.field(name, "has to begin with http:// or https://");
    }

    Map<String, String> metadata() {
        Map<String, String> found = new LinkedHashMap<>();
        form.forEach((name, value) -> {
            if (name.startsWith("metadata[") && name.endsWith("]") && value.length() <= LONGEST) {
                found.put(name.substring("metadata[".length(), name.length() - 1), value);
            }
        });
        if (found.size() > MOST_METADATA) {
            throw Refusal.field("metadata", "has more than " + MOST_METADATA + " keys");
        }
        return found;
    }
}
