package io.groat.notifier.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.notifier.alerts.*}.
 *
 * @param enabled whether this process looks
 * @param email operators' addresses
 * @param sms operators' phone numbers
 * @param locale their language
 * @param services whose {@code /health} is asked for, by name: where they are; none where the text is empty
 * @param every how often it is looked
 * @param limit how long a service may take to say how it is: one that is busy takes a while and is not down
 * @param startup how long a service after its start, and others after this one's, may be in trouble without its being told:
 *     a whole system that starts on a busy machine is no alert. One that starts over and over is
 * @param openAfter how long trouble has to last before it is an alert
 * @param clearAfter how long something has to be well before its alert ends
 * @param gather how long to wait for more that belongs into the same message
 * @param remindAfter when an alert that nobody has acknowledged is told again
 * @param staleAfter older findings say nothing
 * @param forgetAfter an alert that nothing has been heard of for so long ends
 */
@ConfigurationProperties("groat.notifier.alerts")
record AlertSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue List<String> email,
        @DefaultValue List<String> sms,
        @DefaultValue("en") String locale,
        @DefaultValue Map<String, String> services,
        @DefaultValue("5s") Duration every,
        @DefaultValue("10s") Duration limit,
        @DefaultValue("1m") Duration startup,
        @DefaultValue("30s") Duration openAfter,
        @DefaultValue("1m") Duration clearAfter,
        @DefaultValue("10s") Duration gather,
        @DefaultValue("6h") Duration remindAfter,
        @DefaultValue("2m") Duration staleAfter,
        @DefaultValue("24h") Duration forgetAfter) {

    public AlertSettings {
        email = List.copyOf(email);
        sms = List.copyOf(sms);
        services = Map.copyOf(withAddress(services));
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("groat.notifier.alerts.every has to be longer than nothing");
        }
    }

    /** How long a process that has died keeps others from looking. */
    Duration lease() {
        return every.multipliedBy(4);
    }

    private static Map<String, String> withAddress(Map<String, String> services) {
        Map<String, String> all = new TreeMap<>(services);
        all.values().removeIf(String::isBlank);
        return all;
    }
}
