package io.groat.sandbox.model;

import java.util.Locale;

/** Whose shapes something has. */
public enum Provider {
    RAZORPAY,
    STRIPE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
