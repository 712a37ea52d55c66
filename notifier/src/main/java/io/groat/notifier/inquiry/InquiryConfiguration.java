package io.groat.notifier.inquiry;

import io.groat.cassandra.Cassandra;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.secret.MasterSecret;
import io.groat.streams.EventPublisher;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Questions to payers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InquirySettings.class)
class InquiryConfiguration {

    @Bean
    InquiryLinks inquiryLinks(
            MasterSecret secrets, @Value("${groat.notifier.public-uri:http://127.0.0.1:8004}") String base) {
        return new InquiryLinks(secrets, base);
    }

    @Bean
    Inquiries inquiries(
            Cassandra cassandra,
            InquiryLinks links,
            Intake intake,
            EventPublisher publisher,
            InquirySettings settings,
            InstantSource clock) {
        return new Inquiries(cassandra, new InquiryStore(cassandra), links, intake, publisher, settings, clock);
    }

    @Bean
    Routes inquiryRoutes(Inquiries inquiries, InquiryLinks links, Bodies bodies, InstantSource clock) {
        return new InquiryCalls(inquiries, links, bodies, clock).routes();
    }
}
