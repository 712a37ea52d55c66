package io.groat.web.guard;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.cors.*}: from which web pages browsers may call.
 *
 * @param origins such as {@code https://wallet.example}; none by default, and no patterns
 */
@ConfigurationProperties("groat.cors")
public record OriginSettings(@DefaultValue List<String> origins) {

    public OriginSettings {
        origins = List.copyOf(origins);
        if (origins.contains("*")) {
            throw new IllegalArgumentException("groat.cors.origins names origins, not all of them");
        }
    }
}
