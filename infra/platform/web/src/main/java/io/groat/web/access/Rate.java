package io.groat.web.access;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often something may be done: so many times in a period, at once or spread over it.
 *
 * @param permits in a period, and at most at once; 0 for no limit
 */
public record Rate(int permits, Duration period) {

    public static final Rate UNLIMITED = new Rate(0, Duration.ofSeconds(1));

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{0,5})(s|m|h|d)");

    public Rate {
        if (permits < 0 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(permits + " in " + period + " is no rate");
        }
    }

    public static Rate of(int permits, Duration period) {
        return new Rate(permits, period);
    }

    /**
     * Reads {@code 600/m}, {@code 5/15m}, {@code unlimited}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Rate parse(String text) {
        if (text.equals("unlimited")) {
            return UNLIMITED;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(1)) == 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no rate such as 600/m, 5/15m or unlimited");
        }
        long count = form.group(2).isEmpty() ? 1 : Long.parseLong(form.group(2));
        Duration unit = switch (form.group(3)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
        return new Rate(Integer.parseInt(form.group(1)), unit.multipliedBy(count));
    }

    public boolean isUnlimited() {
        return permits == 0;
    }

    /** Time after which one more is due. */
    public Duration interval() {
        return period.dividedBy(Math.max(1, permits));
    }
}
