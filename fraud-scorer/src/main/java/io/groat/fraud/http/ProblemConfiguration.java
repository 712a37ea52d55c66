package io.groat.fraud.http;

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
    ProblemTranslator fraudProblems(Problems problems) {
        return problems.ofStore(
                List.of(FraudProblem.values()), CassandraAwayException::isCauseOf, FraudProblem.STORE_UNAVAILABLE);
    }

    /** What the document says of the whole. */
    @Bean
    ApiInfo apiInfo() {
        return new ApiInfo(
                "Groat fraud-scorer",
                "Scores of payments, and reviews by analysts",
                "Scores each payment by rules over what is known of its payer and payee, and keeps the queue of those that"
                        + " an analyst has to look at. Amounts are whole numbers of the currency's minor unit, a string of"
                        + " digits beyond 2^53. Errors are RFC 9457 problem documents with a stable `code`.",
                Map.of(
                        "scores", "What was made of payments",
                        "reviews", "Payments that an analyst looks at",
                        "lists", "Who is always allowed, watched or blocked",
                        "rules", "What scores are made by",
                        "models", "Trained models, which score beside the rules",
                        "operations", "The service itself",
                        "pages", "The console for analysts"),
                List.of(FraudProblem.values()),
                Map.of("line", "The line of the rules at fault"));
    }
}
