package io.groat.router.problem;

import io.groat.web.http.Problems;
import io.groat.web.problem.ProblemTranslator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Refusals of the engine as problems. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    /** All codes are among the counters from the start. */
    @Bean
    ProblemTranslator moneyProblems(Problems problems) {
        MoneyProblems.codes().forEach(problems::register);
        return MoneyProblems::ofRefusal;
    }
}
