package io.groat.notifier.contact;

import io.groat.notifier.intake.Intake;
import io.groat.notifier.profile.ProfileStore;
import io.groat.notifier.profile.Profiles;
import io.groat.notifier.secret.MasterSecret;
import io.groat.notifier.template.Templates;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What users say about themselves. */
@Configuration(proxyBeanMethods = false)
class ContactConfiguration {

    @Bean
    Routes preferenceRoutes(ProfileStore store, Profiles profiles, Bodies bodies, InstantSource clock) {
        return new PreferenceCalls(store, profiles, bodies, clock).routes();
    }

    @Bean
    Routes addressRoutes(
            ProfileStore store,
            Profiles profiles,
            Intake intake,
            MasterSecret secrets,
            Bodies bodies,
            InstantSource clock) {
        return new AddressCalls(store, profiles, intake, secrets, bodies, clock).routes();
    }

    @Bean
    Routes deviceRoutes(ProfileStore store, Profiles profiles, Bodies bodies, InstantSource clock) {
        return new DeviceCalls(store, profiles, bodies, clock).routes();
    }

    @Bean
    Routes templateRoutes(Templates templates, Bodies bodies) {
        return new TemplateCalls(templates, bodies).routes();
    }
}
