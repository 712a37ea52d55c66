package io.groat.notifier.http;

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
    ProblemTranslator notifierProblems(Problems problems) {
        Arrays.stream(NotifierProblem.values()).forEach(problems::register);
        return ProblemConfiguration::problem;
    }

    private static @Nullable Problem problem(Throwable failure) {
        return failure instanceof CassandraAwayException || failure instanceof DriverException
                ? Problem.of(NotifierProblem.STORE_UNAVAILABLE)
                : null;
    }
}
