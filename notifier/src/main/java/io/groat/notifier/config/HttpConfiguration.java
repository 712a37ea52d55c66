package io.groat.notifier.config;

import com.datastax.oss.driver.api.core.DriverException;
import io.groat.cassandra.CassandraAwayException;
import io.groat.notifier.http.NotifierProblem;
import io.groat.notifier.inbox.DeadLetterCalls;
import io.groat.notifier.inbox.InboxCalls;
import io.groat.notifier.inbox.LiveInbox;
import io.groat.notifier.inbox.StreamCall;
import io.groat.notifier.intake.Intake;
import io.groat.notifier.intake.NotificationCalls;
import io.groat.notifier.message.MessageStore;
import io.groat.notifier.queue.DeliveryQueue;
import io.groat.notifier.queue.Leases;
import io.groat.notifier.template.Templates;
import io.groat.web.document.ApiInfo;
import io.groat.web.http.Bodies;
import io.groat.web.http.Problems;
import io.groat.web.http.Routes;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemTranslator;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    /** All codes are among the counters from the start. */
    @Bean
    ProblemTranslator notifierProblems(Problems problems) {
        Arrays.stream(NotifierProblem.values()).forEach(problems::register);
        return HttpConfiguration::problem;
    }

    private static @Nullable Problem problem(Throwable failure) {
        return failure instanceof CassandraAwayException || failure instanceof DriverException
                ? Problem.of(NotifierProblem.STORE_UNAVAILABLE)
                : null;
    }

    /** What the document says of the whole. */
    @Bean
    ApiInfo apiInfo() {
        return new ApiInfo(
                "Groat notifier",
                "Messages to users, and webhooks",
                "Tells users what happens to their money, by e-mail, SMS, push and in the app, and other systems by webhooks."
                        + " Amounts are whole numbers of the currency's minor unit, a string of digits beyond 2^53. Errors"
                        + " are RFC 9457 problem documents with a stable `code`.",
                Map.of(
                        "notifications", "Messages, and what is to be told",
                        "profiles", "What users wish, and where they are reached",
                        "webhooks", "Other systems that are told",
                        "templates", "What messages say",
                        "inquiries", "Questions to payers, whether a payment was theirs",
                        "dead letters", "Messages that nobody took",
                        "alerts", "What is wrong with the system",
                        "operations", "The service itself",
                        "pages", "Pages for people"),
                List.of(NotifierProblem.values()),
                Map.of());
    }

    @Bean
    Routes notificationRoutes(Intake intake, Templates templates, Bodies bodies, Problems problems) {
        return new NotificationCalls(intake, templates, bodies, problems, InstantSource.system()).routes();
    }

    @Bean
    Routes inboxRoutes(MessageStore messages, LiveInbox live, Templates templates, Leases leases) {
        return new InboxCalls(messages, templates, InstantSource.system())
                .routes()
                .and(new StreamCall(messages, live, templates, leases::isAlone, InstantSource.system()).route());
    }

    @Bean
    Routes deadLetterRoutes(MessageStore messages, DeliveryQueue queue) {
        return new DeadLetterCalls(messages, queue, InstantSource.system()).routes();
    }
}
