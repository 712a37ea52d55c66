package io.groat.notifier.inbox;

import io.groat.notifier.message.MessageStore;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.queue.Leases;
import io.groat.notifier.template.Templates;
import io.groat.web.http.Routes;
import io.groat.web.lifecycle.LifecycleAdapter;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What users see in the app, and what operators see of messages that are dead. */
@Configuration(proxyBeanMethods = false)
class InboxConfiguration {

    @Bean
    LiveInbox liveInbox() {
        return new LiveInbox();
    }

    @Bean
    LifecycleAdapter liveInboxLifecycle(LiveInbox live) {
        return LifecycleAdapter.ofPrompt(() -> {}, live::end);
    }

    @Bean
    Routes inboxRoutes(MessageStore messages, LiveInbox live, Templates templates, Leases leases, InstantSource clock) {
        return new InboxCalls(messages, templates, clock)
                .routes()
                .and(new StreamCall(messages, live, templates, leases::isAlone, clock).route());
    }

    @Bean
    Routes deadLetterRoutes(MessageStore messages, DeliveryQueue queue, InstantSource clock) {
        return new DeadLetterCalls(messages, queue, clock).routes();
    }
}
