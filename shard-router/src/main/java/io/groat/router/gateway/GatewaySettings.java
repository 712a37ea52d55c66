package io.groat.router.gateway;

import io.groat.account.FundingSource;
import io.groat.order.OrderMethod;
import io.groat.payout.DestinationKind;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.gateways.*}: payment gateways, in the order in which they are tried.
 *
 * @param limit how long one is waited for
 * @param lookPause between two looks for orders that a gateway is to be asked of
 * @param longestWay after which a payout that its gateway does not know is given up: its request may be on the way until then
 * @param keep how long what they told is kept once it is worked off
 * @param reminders how long before a dispute's deadline it is told of; none for never
 * @param returnUrl where a payer goes after, of an order that does not say it
 * @param secret by which destinations of users are sealed: from the environment alone, the same for every router of a system,
 *     32 characters at least; whoever changes it makes them unreadable
 */
@ConfigurationProperties("groat.gateways")
record GatewaySettings(
        @DefaultValue List<Provider> providers,
        @DefaultValue("10s") Duration limit,
        @DefaultValue("1s") Duration lookPause,
        @DefaultValue("15m") Duration longestWay,
        @DefaultValue("30d") Duration keep,
        @DefaultValue({"7d", "3d", "1d"}) List<Duration> reminders,
        @DefaultValue("http://127.0.0.1:8006/") URI returnUrl,
        @DefaultValue("") String secret) {

    private static final int LEAST_SECRET = 32;

    /** Whose API it speaks. */
    enum Shape {
        RAZORPAY,
        STRIPE
    }

    GatewaySettings {
        providers = List.copyOf(providers);
        reminders = List.copyOf(reminders);
        if (!providers.isEmpty() && secret.length() < LEAST_SECRET) {
            throw new IllegalArgumentException("groat.gateways.secret needs at least " + LEAST_SECRET
                    + " characters made by chance: set GROAT_GATEWAYS_SECRET, the same for every router");
        }
        if (longestWay.compareTo(limit.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("groat.gateways.longest-way: " + longestWay
                    + " is less than twice the time that a gateway is waited for, " + limit);
        }
        if (reminders.stream().anyMatch(one -> one.isNegative() || one.isZero())) {
            throw new IllegalArgumentException(
                    "groat.gateways.reminders: " + reminders + " are not all before a deadline");
        }
        Set<String> names = new HashSet<>();
        for (Provider one : providers) {
            if (!names.add(one.name)) {
                throw new IllegalArgumentException("groat.gateways.providers names " + one.name + " twice");
            }
        }
    }

    /** Never shows a secret. */
    @Override
    public String toString() {
        return "GatewaySettings" + providers;
    }

    /**
     * One gateway.
     *
     * @param name that of its source of money, too: {@code funding:NAME}
     * @param uri where its API is, such as {@code https://api.example.com/v1}
     * @param keyId by which it knows who asks, where its shape has one beside the secret
     * @param secret by which it knows who asks
     * @param webhookSecrets by which what it tells is known: the new one and, while it is changed, the old one
     * @param methods that it takes
     * @param currencies that it takes
     * @param most the most that it takes in one order, in minor units
     * @param destinations that it pays out to
     * @param account of ours at the gateway that payouts are paid from, where its shape asks for one
     * @param checkout where a payer goes, {@code {id}} in it being what the gateway calls the order; not said where the
     *     gateway tells it
     */
    record Provider(
            String name,
            Shape shape,
            URI uri,
            @DefaultValue("") String keyId,
            String secret,
            List<String> webhookSecrets,
            Set<OrderMethod> methods,
            Set<String> currencies,
            @DefaultValue("9223372036854775807") long most,
            @DefaultValue Set<DestinationKind> destinations,
            @DefaultValue("") String account,
            @Nullable String checkout) {

        Provider {
            webhookSecrets = List.copyOf(webhookSecrets);
            methods = Set.copyOf(methods);
            currencies = Set.copyOf(currencies);
            destinations = Set.copyOf(destinations);
            if (!FundingSource.isGateway(name)) {
                throw new IllegalArgumentException(
                        "groat.gateways: " + name
                                + " is no name: 1 to 19 of small letters, digits and -, a letter first, none of a source of ours");
            }
            if (secret.isBlank()
                    || webhookSecrets.isEmpty()
                    || webhookSecrets.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("groat.gateways: " + name + " has no secret, or none for webhooks");
            }
        }

        /** Never shows a secret, wherever it may be printed. */
        @Override
        public String toString() {
            return "gateway " + name;
        }
    }
}
