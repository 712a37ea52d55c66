package io.groat.sandbox.pay;

import io.groat.sandbox.http.Fields;
import io.groat.sandbox.http.Refusal;
import io.groat.sandbox.model.Means;
import io.groat.sandbox.model.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody pays with, and whether it will be declined. A card's number is looked at here and is
 * nowhere afterwards.
 */
record Instrument(Means means, boolean declined) {

    private static final String DECLINED_CARD = "4000000000000002";
    private static final String DECLINED_UPI = "failure@";
    private static final int LAST = 4;
    private static final int FINGERPRINT_BYTES = 8;

    static Instrument of(Fields fields, Provider provider) {
        String card = fields.optional("card");
        String upi = fields.optional("upi");
        String method = method(fields, provider, card, upi);
        if (card != null) {
            String digits = card.replaceAll("[ -]", "");
            if (!method.equals("card") || !digits.matches("[0-9]{12,19}") || !hasCheckDigit(digits)) {
                throw Refusal.field("card", "is no card's number");
            }
            return new Instrument(new Means(method, null, card(digits)), digits.equals(DECLINED_CARD));
        }
        if (upi != null && (!method.equals("upi") || !upi.matches("[A-Za-z0-9._-]{2,100}@[A-Za-z0-9]{2,50}"))) {
            throw Refusal.field("upi", "is no UPI id");
        }
        return new Instrument(
                new Means(method, upi, null),
                upi != null && upi.toLowerCase(Locale.ROOT).startsWith(DECLINED_UPI));
    }

    private static String method(Fields fields, Provider provider, @Nullable String card, @Nullable String upi) {
        boolean cardsAlone = provider == Provider.STRIPE;
        String named = fields.optional("method");
        String method = named != null ? named : cardsAlone || (card != null && upi == null) ? "card" : "upi";
        if (!method.matches(cardsAlone ? "card" : "upi|card|netbanking")) {
            throw Refusal.field("method", cardsAlone ? "has to be card" : "has to be upi, card or netbanking");
        }
        return method;
    }

    private static Means.Card card(String digits) {
        String network = switch (digits.charAt(0)) {
            case '4' -> "Visa";
            case '5' -> "MasterCard";
            case '6' -> "RuPay";
            default -> "Unknown";
        };
        return new Means.Card(fingerprint(digits), digits.substring(digits.length() - LAST), network);
    }

    private static String fingerprint(String digits) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("a card of the sandbox\n" + digits).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Luhn's. */
    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(digits.length() - 1 - i), 10);
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
