package io.groat.router.hold;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.holds.*}: money that is reserved.
 *
 * @param usual how long a hold lasts that does not say
 * @param longest how long one may last at most, from when it is asked for
 * @param notice how long before its end both sides are told
 * @param expiryPause between two looks for those whose time is over: so long at most their money stays reserved after it
 */
@ConfigurationProperties("groat.holds")
record HoldSettings(
        @DefaultValue("168h") Duration usual,
        @DefaultValue("31d") Duration longest,
        @DefaultValue("24h") Duration notice,
        @DefaultValue("1s") Duration expiryPause) {}
