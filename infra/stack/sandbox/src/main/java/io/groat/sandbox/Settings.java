package io.groat.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the sandbox is told at its start. Secrets come from the environment, for arguments are seen by everybody on the
 * machine.
 *
 * @param port 0 for any that is free
 * @param data the folder of the journal
 * @param webhookBase what the addresses of the merchant's webhooks begin with, without a slash at the end
 */
public record Settings(
        int port,
        Path data,
        String webhookBase,
        String razorpayKeyId,
        String razorpayKeySecret,
        String razorpayWebhookSecret,
        String stripeSecretKey,
        String stripeWebhookSecret) {

    private static final int MOST_PORT = 65_535;

    static final String USAGE = "Usage: [--port 8010] --data FOLDER [--webhook-base http://127.0.0.1:8006]";

    /** @throws IllegalArgumentException that says what is wrong, in words for people */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>(Map.of("--port", "8010", "--webhook-base", "http://127.0.0.1:8006"));
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!List.of("--port", "--data", "--webhook-base").contains(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("What is " + name + "? " + USAGE);
            }
            given.put(name, arguments.get(i + 1));
        }
        return new Settings(
                port(given.getOrDefault("--port", "")),
                Path.of(Optional.ofNullable(given.get("--data"))
                        .orElseThrow(() -> new IllegalArgumentException("--data is missing. " + USAGE))),
                base(given.getOrDefault("--webhook-base", "")),
                secret(environment, "SANDBOX_RAZORPAY_KEY_ID"),
                secret(environment, "SANDBOX_RAZORPAY_KEY_SECRET"),
                secret(environment, "SANDBOX_RAZORPAY_WEBHOOK_SECRET"),
                secret(environment, "SANDBOX_STRIPE_SECRET_KEY"),
                secret(environment, "SANDBOX_STRIPE_WEBHOOK_SECRET"));
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MOST_PORT) {
            throw new IllegalArgumentException("--port has to be a number up to " + MOST_PORT);
        }
        return Integer.parseInt(text);
    }

    private static String base(String text) {
        URI base = URI.create(text);
        if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
            throw new IllegalArgumentException("--webhook-base has to begin with http:// or https://");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String secret(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("The environment has no " + name));
    }
}
