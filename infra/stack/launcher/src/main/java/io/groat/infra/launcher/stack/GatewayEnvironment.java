package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.workspace.GatewaySecrets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the router and the sandbox payment gateway are told of each other. The sandbox speaks like two providers, so for the
 * router it is two gateways; the first that takes an order gets it.
 *
 * @param secrets by which they know each other
 * @param ports where they are
 */
record GatewayEnvironment(GatewaySecrets secrets, StackPorts ports) {

    /** For the router. */
    Map<String, String> ofRouter() {
        Map<String, String> environment = new LinkedHashMap<>();
        String sandbox = StackPorts.uri(ports.sandbox());
        put(
                environment,
                0,
                Map.ofEntries(
                        Map.entry("NAME", "razorpay"),
                        Map.entry("SHAPE", "razorpay"),
                        Map.entry("URI", sandbox + "/razorpay/v1"),
                        Map.entry("KEYID", secrets.razorpayKeyId()),
                        Map.entry("SECRET", secrets.razorpayKeySecret()),
                        Map.entry("WEBHOOKSECRETS", secrets.razorpayWebhooks()),
                        Map.entry("METHODS", "upi,card,bank"),
                        Map.entry("CURRENCIES", "INR,EUR"),
                        Map.entry("DESTINATIONS", "upi,bank"),
                        Map.entry("ACCOUNT", "sandbox"),
                        Map.entry("CHECKOUT", sandbox + "/pay/{id}")));
        put(
                environment,
                1,
                Map.of(
                        "NAME", "stripe",
                        "SHAPE", "stripe",
                        "URI", sandbox + "/stripe/v1",
                        "SECRET", secrets.stripeKey(),
                        "WEBHOOKSECRETS", secrets.stripeWebhooks(),
                        "METHODS", "card",
                        "CURRENCIES", "EUR,USD,INR",
                        "DESTINATIONS", "card"));
        environment.put("GROAT_GATEWAYS_SECRET", secrets.destinations());
        // What the sandbox has not heard of after that was lost: it is next door.
        environment.put("GROAT_GATEWAYS_LONGESTWAY", "2m");
        environment.put("GROAT_GATEWAYS_RETURNURL", StackPorts.uri(ports.router()) + "/");
        return environment;
    }

    private static void put(Map<String, String> environment, int gateway, Map<String, String> settings) {
        settings.forEach((name, value) -> environment.put("GROAT_GATEWAYS_PROVIDERS_" + gateway + "_" + name, value));
    }

    /** For the sandbox. */
    Map<String, String> ofSandbox() {
        return Map.of(
                "SANDBOX_RAZORPAY_KEY_ID", secrets.razorpayKeyId(),
                "SANDBOX_RAZORPAY_KEY_SECRET", secrets.razorpayKeySecret(),
                "SANDBOX_RAZORPAY_WEBHOOK_SECRET", secrets.razorpayWebhooks(),
                "SANDBOX_STRIPE_SECRET_KEY", secrets.stripeKey(),
                "SANDBOX_STRIPE_WEBHOOK_SECRET", secrets.stripeWebhooks());
    }
}
