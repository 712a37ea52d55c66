package io.groat.notifier.template;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Amounts as people read them. */
public final class Amounts {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,19}");

    private Amounts() {}

    /** The variables, and {@code amount} made of {@code amountMinor} and {@code currency} where it is not there. */
    public static Map<String, String> spelled(Map<String, String> variables, Locale locale) {
        String minor = variables.get("amountMinor");
        String currency = variables.get("currency");
        if (minor == null
                || currency == null
                || variables.containsKey("amount")
                || !WHOLE.matcher(minor).matches()) {
            return variables;
        }
        Map<String, String> all = new HashMap<>(variables);
        all.put("amount", spell(new BigDecimal(minor), currency, locale));
        return all;
    }

    private static String spell(BigDecimal minor, String code, Locale locale) {
        int digits = Math.max(0, digits(code));
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(minor.movePointLeft(digits)) + " " + code;
    }

    private static int digits(String code) {
        try {
            return Currency.getInstance(code).getDefaultFractionDigits();
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }
}
