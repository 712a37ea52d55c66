package io.groat.router.auth.message;

import io.groat.web.token.AccessSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The way of messages to users. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

    /** The notifier delivers where it is named. A developer's own machine shows messages in the log, too. */
    @Bean
    UserMessages userMessages(
            @Value("${groat.auth.notifier-uri:}") String notifier, AccessSettings access, Environment environment) {
        boolean local = environment.matchesProfiles("local");
        if (notifier.isEmpty()) {
            return local ? new LoggedMessages() : new UndeliveredMessages();
        }
        NotifierMessages delivered = new NotifierMessages(notifier, access.serviceCredential());
        return local ? new LoggedMessages(delivered) : delivered;
    }
}
