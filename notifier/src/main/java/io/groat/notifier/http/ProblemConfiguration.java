package io.groat.notifier.http;

import io.groat.cassandra.CassandraAwayException;
import io.groat.web.document.ApiInfo;
import io.groat.web.http.Problems;
import io.groat.web.problem.ProblemTranslator;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This service's problems. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    @Bean
    ProblemTranslator notifierProblems(Problems problems) {
        return problems.ofStore(
                List.of(NotifierProblem.values()),
                CassandraAwayException::isCauseOf,
                NotifierProblem.STORE_UNAVAILABLE);
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
}
