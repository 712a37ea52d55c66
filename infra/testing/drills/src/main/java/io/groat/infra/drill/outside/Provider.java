package io.groat.infra.drill.outside;

import java.util.Locale;

/** Whose shapes the sandbox has; a router calls its gateways the same. Each has the orders of one currency here. */
enum Provider {
    RAZORPAY("EUR", "upi"),
    STRIPE("USD", "card");

    private final String currency;
    private final String method;

    Provider(String currency, String method) {
        this.currency = currency;
        this.method = method;
    }

    /** As routers name it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In which it takes and pays out all of a drill's money. */
    String currency() {
        return currency;
    }

    /** By which it is paid. */
    String method() {
        return method;
    }
}
