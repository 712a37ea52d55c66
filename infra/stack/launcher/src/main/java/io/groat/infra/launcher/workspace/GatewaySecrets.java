package io.groat.infra.launcher.workspace;

/**
 * What the sandbox payment gateway and its merchant, the router, know each other by: one pair of credentials and one
 * secret for webhooks of each provider that it speaks like.
 *
 * @param razorpayKeyId says who calls the first provider, as a user's name does
 * @param razorpayKeySecret the password to that
 * @param razorpayWebhooks signs what the first provider tells
 * @param stripeKey says who calls the second provider
 * @param stripeWebhooks signs what the second provider tells
 * @param destinations seals where the router's users are paid out to; the sandbox does not know it
 */
public record GatewaySecrets(
        String razorpayKeyId,
        String razorpayKeySecret,
        String razorpayWebhooks,
        String stripeKey,
        String stripeWebhooks,
        String destinations) {

    /** Never shows one, wherever it may be printed. */
    @Override
    public String toString() {
        return "GatewaySecrets";
    }
}
