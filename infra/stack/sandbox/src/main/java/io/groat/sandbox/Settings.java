package io.groat.sandbox;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the sandbox is told at its start. Secrets come from the environment, for arguments are seen by everybody on the
 * machine.
 *
 * @param address it listens on: the loopback address, unless others have to reach it, who may then do all there is
 * @param port 0 for any that is free
 * @param data the folder of the journal
 * @param webhookBase what the addresses of the merchant's webhooks begin with, without a slash at the end
 * @param payBase the same of payers' pages; empty for the address by which the merchant calls
 */
public record Settings(
        InetAddress address,
        int port,
        Path data,
        String webhookBase,
        String payBase,
        String razorpayKeyId,
        String razorpayKeySecret,
        String razorpayWebhookSecret,
        String stripeSecretKey,
        String stripeWebhookSecret) {

    private static final int MOST_PORT = 65_535;

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    private static final List<String> NAMES = List.of("--address", "--port", "--data", "--webhook-base", "--pay-base");

    static final String USAGE = "Usage: [--address 127.0.0.1] [--port 8010] --data FOLDER"
            + " [--webhook-base http://127.0.0.1:8006] [--pay-base http://127.0.0.1:8010]";

    /** @throws IllegalArgumentException that says what is wrong, in words for people */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!NAMES.contains(name) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("What is " + name + "? " + USAGE);
            }
            given.put(name, arguments.get(i + 1));
        }
        return new Settings(
                address(given.getOrDefault("--address", "127.0.0.1")),
                port(given.getOrDefault("--port", "8010")),
                Path.of(Optional.ofNullable(given.get("--data"))
                        .orElseThrow(() -> new IllegalArgumentException("--data is missing. " + USAGE))),
                base("--webhook-base", given.getOrDefault("--webhook-base", "http://127.0.0.1:8006")),
                given.containsKey("--pay-base") ? base("--pay-base", given.getOrDefault("--pay-base", "")) : "",
                secret(environment, "SANDBOX_RAZORPAY_KEY_ID"),
                secret(environment, "SANDBOX_RAZORPAY_KEY_SECRET"),
                secret(environment, "SANDBOX_RAZORPAY_WEBHOOK_SECRET"),
                secret(environment, "SANDBOX_STRIPE_SECRET_KEY"),
                secret(environment, "SANDBOX_STRIPE_WEBHOOK_SECRET"));
    }

    /** Numbers and no name, which somebody would have to be asked for. */
    private static InetAddress address(String text) {
        if (!IPV4.matcher(text).matches()) {
            throw new IllegalArgumentException("--address has to be an IPv4 address, such as 127.0.0.1");
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MOST_PORT) {
            throw new IllegalArgumentException("--port has to be a number up to " + MOST_PORT);
        }
        return Integer.parseInt(text);
    }

    private static String base(String name, String text) {
        URI base = URI.create(text);
        if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
            throw new IllegalArgumentException(name + " has to begin with http:// or https://");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String secret(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("The environment has no " + name));
    }
}
