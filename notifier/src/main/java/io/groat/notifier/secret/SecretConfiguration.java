package io.groat.notifier.secret;

import io.groat.web.token.AccessSettings;
import io.groat.web.token.ApiKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is sealed and signed with. */
@Configuration(proxyBeanMethods = false)
class SecretConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(SecretConfiguration.class);

    @Bean
    MasterSecret masterSecret(@Value("${groat.notifier.secret:}") String secret, AccessSettings access) {
        String text = secret.isEmpty() ? access.serviceCredential() : secret;
        if (text.isEmpty()) {
            LOG.warn("There is no groat.notifier.secret: what is sealed and signed now means nothing after a restart");
            return new MasterSecret(ApiKey.create().secret());
        }
        return new MasterSecret(text);
    }
}
