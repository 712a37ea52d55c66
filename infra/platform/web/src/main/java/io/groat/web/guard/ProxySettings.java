package io.groat.web.guard;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.http.trusted-proxies} and {@code groat.http.forwarded-header}: whose word on where a request comes from
 * counts, and in which header it stands.
 *
 * @param trustedProxies networks such as {@code 10.0.0.0/8}, or single addresses; none by default, and then no header says
 *     where a request comes from
 * @param forwardedHeader that these proxies write. A client can send the other one, so it is not looked at.
 */
@ConfigurationProperties("groat.http")
public record ProxySettings(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader) {

    /** A header in which proxies say for whom they ask. */
    public enum ForwardedHeader {
        /** One address after the other, with {@code X-Forwarded-Proto} and {@code X-Forwarded-Host} beside it. */
        X_FORWARDED_FOR,
        /** The standard one of RFC 7239. */
        FORWARDED
    }

    public ProxySettings {
        trustedProxies = trustedProxies.stream()
                .map(String::strip)
                .filter(network -> !network.isEmpty())
                .toList();
    }
}
