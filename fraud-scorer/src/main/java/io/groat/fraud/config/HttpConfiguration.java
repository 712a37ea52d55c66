package io.groat.fraud.config;

import com.datastax.oss.driver.api.core.DriverException;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.CassandraAwayException;
import io.groat.fraud.console.ConsolePage;
import io.groat.fraud.draft.DraftCalls;
import io.groat.fraud.draft.DraftTrial;
import io.groat.fraud.draft.RuleCalls;
import io.groat.fraud.draft.RuleDesk;
import io.groat.fraud.http.FraudProblem;
import io.groat.fraud.list.ListCalls;
import io.groat.fraud.list.ListStore;
import io.groat.fraud.pipeline.Pipeline;
import io.groat.fraud.review.QueueBoard;
import io.groat.fraud.review.QueueCalls;
import io.groat.fraud.review.ReviewCalls;
import io.groat.fraud.review.ReviewDesk;
import io.groat.fraud.review.ReviewSettings;
import io.groat.fraud.review.ReviewStore;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.RiskCall;
import io.groat.fraud.score.ScoreCalls;
import io.groat.fraud.score.ScoreLists;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.score.WhatIfCall;
import io.groat.fraud.state.StateStore;
import io.groat.fraud.state.Versions;
import io.groat.streams.EventPublisher;
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
    ProblemTranslator fraudProblems(Problems problems) {
        Arrays.stream(FraudProblem.values()).forEach(problems::register);
        return HttpConfiguration::problem;
    }

    private static @Nullable Problem problem(Throwable failure) {
        return failure instanceof CassandraAwayException || failure instanceof DriverException
                ? Problem.of(FraudProblem.STORE_UNAVAILABLE)
                : null;
    }

    @Bean
    DecisionLog decisionLog(Cassandra cassandra) {
        return new DecisionLog(cassandra);
    }

    @Bean
    ScoreLists scoreLists(Cassandra cassandra) {
        return new ScoreLists(cassandra);
    }

    @Bean
    ReviewDesk reviewDesk(ReviewStore store, DecisionLog log, EventPublisher publisher, ReviewSettings settings) {
        return new ReviewDesk(store, log, publisher, settings, InstantSource.system());
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    QueueBoard queueBoard(ReviewStore store, ReviewDesk desk) {
        return new QueueBoard(store, desk, InstantSource.system());
    }

    @Bean
    Routes scoreRoutes(
            ScoreStore scores,
            ScoreLists lists,
            DecisionLog log,
            CurrentScorer scorer,
            Bodies bodies,
            StateStore states,
            Pipeline pipeline) {
        return new ScoreCalls(scores, lists, log)
                .routes()
                .and(
                        new RiskCall(lists, scorer).route(),
                        new WhatIfCall(bodies, states, pipeline::source, scorer).route());
    }

    @Bean
    Routes reviewRoutes(ReviewStore store, ReviewDesk desk, QueueBoard board, Bodies bodies) {
        return new ReviewCalls(store, desk, board, bodies).routes();
    }

    @Bean
    Routes queueRoutes(QueueBoard board) {
        return new QueueCalls(board).routes();
    }

    @Bean
    Routes listRoutes(ListStore store, Versions versions, CurrentScorer scorer, Bodies bodies) {
        return new ListCalls(store, versions, scorer::look, bodies).routes();
    }

    @Bean
    Routes ruleRoutes(RuleStore store, Versions versions, CurrentScorer scorer, Bodies bodies) {
        return new RuleCalls(store, new RuleDesk(store, versions, scorer::look), bodies).routes();
    }

    @Bean
    Routes draftRoutes(ScoreLists lists, ScoreStore scores, CurrentScorer scorer, Bodies bodies) {
        return new DraftCalls(new DraftTrial(lists, scores, scorer), bodies).routes();
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
                        "operations", "The service itself",
                        "pages", "The console for analysts"),
                List.of(FraudProblem.values()),
                Map.of("line", "The line of the rules at fault"));
    }

    @Bean
    Routes consoleRoutes() {
        return new ConsolePage().routes();
    }
}
