package io.groat.notifier.config;

import io.groat.notifier.contact.AddressCalls;
import io.groat.notifier.contact.DeviceCalls;
import io.groat.notifier.contact.PreferenceCalls;
import io.groat.notifier.contact.TemplateCalls;
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
    Routes preferenceRoutes(ProfileStore store, Profiles profiles, Bodies bodies) {
        return new PreferenceCalls(store, profiles, bodies, InstantSource.system()).routes();
    }

    @Bean
    Routes addressRoutes(ProfileStore store, Profiles profiles, Intake intake, MasterSecret secrets, Bodies bodies) {
        return new AddressCalls(store, profiles, intake, secrets, bodies, InstantSource.system()).routes();
    }

    @Bean
    Routes deviceRoutes(ProfileStore store, Profiles profiles, Bodies bodies) {
        return new DeviceCalls(store, profiles, bodies, InstantSource.system()).routes();
    }

    @Bean
    Routes templateRoutes(Templates templates, Bodies bodies) {
        return new TemplateCalls(templates, bodies).routes();
    }
}
