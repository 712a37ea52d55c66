package io.groat.infra.drill.outside;

import java.util.Map;

/**
 * Somebody who orders money from outside, and is paid out to a place that a gateway has proved.
 *
 * @param destination the id of that place
 */
record OutsideUser(String id, Provider provider, String destination) {

    /** What each is opened with, in minor units: more than a drill pays out. */
    static final long OPENING = 1_000_000_000_000L;

    /** Where somebody is paid out to, as it is added. */
    static Map<String, Object> place(Provider provider, String user) {
        String name = user.replaceAll("[^A-Za-z0-9]", "");
        return switch (provider) {
            case RAZORPAY -> Map.of("kind", "upi", "currency", provider.currency(), "upi", name + "@okbank");
            case STRIPE -> Map.of("kind", "card", "currency", provider.currency(), "token", "tok_" + name);
        };
    }
}
