package io.groat.web.limit;

import io.groat.web.access.Limit;
import io.groat.web.access.Rate;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.limits.*}: how often callers may call, where it shall be otherwise than the calls say.
 *
 * @param enabled whether anybody is held to limits at all
 * @param redisLimit how long Redis may take to answer before this service counts alone
 * @param redisPause how long it then does before it asks Redis again
 * @param rates by the limit's name
 */
@ConfigurationProperties("groat.limits")
public record LimitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100ms") Duration redisLimit,
        @DefaultValue("1s") Duration redisPause,
        @DefaultValue Map<String, Rates> rates) {

    /** Each as {@link Rate#parse} reads it; null for what the calls say. */
    public record Rates(
            @Nullable String user,
            @Nullable String key,
            @Nullable String address) {}

    public LimitSettings {
        rates = Map.copyOf(rates);
    }

    /** The limit as it is in force. */
    public Limit inForce(Limit limit) {
        Rates set = rates.get(limit.name());
        if (!enabled) {
            return Limit.NONE;
        }
        return set == null
                ? limit
                : new Limit(
                        limit.name(),
                        or(set.user(), limit.perUser()),
                        or(set.key(), limit.perKey()),
                        or(set.address(), limit.perAddress()),
                        limit.strict());
    }

    private static Rate or(@Nullable String text, Rate usual) {
        return text == null ? usual : Rate.parse(text);
    }
}
