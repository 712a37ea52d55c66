package io.groat.fraud.http;

import com.datastax.oss.driver.api.core.DriverException;
import io.groat.cassandra.CassandraAwayException;
import io.groat.web.http.Problems;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemTranslator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** This service's problems. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    /** All codes are among the counters from the start. */
    @Bean
    ProblemTranslator fraudProblems(Problems problems) {
        Arrays.stream(FraudProblem.values()).forEach(problems::register);
        return ProblemConfiguration::problem;
    }

    private static @Nullable Problem problem(Throwable failure) {
        return failure instanceof CassandraAwayException || failure instanceof DriverException
                ? Problem.of(FraudProblem.STORE_UNAVAILABLE)
                : null;
    }
}
