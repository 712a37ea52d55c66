package io.groat.notifier.profile;

import io.groat.cassandra.Cassandra;
import io.groat.notifier.queue.Leases;
import io.groat.web.token.AccessSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How users are reached and what they want. */
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {

    @Bean
    ProfileStore profileStore(Cassandra cassandra) {
        return new ProfileStore(cassandra);
    }

    @Bean
    AccountAddresses accountAddresses(AccessSettings access) {
        return new RouterAccounts(access.introspectionUri(), access.serviceCredential());
    }

    @Bean
    Profiles profiles(ProfileStore store, AccountAddresses accounts, Leases leases) {
        return new Profiles(store, accounts, leases::isAlone);
    }
}
