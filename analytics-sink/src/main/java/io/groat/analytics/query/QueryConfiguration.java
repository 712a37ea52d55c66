package io.groat.analytics.query;

import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.event.TimelineStore;
import io.groat.analytics.live.LiveFigures;
import io.groat.analytics.live.StreamCall;
import io.groat.analytics.rebuild.GenerationStore;
import io.groat.analytics.rebuild.RebuildCalls;
import io.groat.analytics.rebuild.Rebuilder;
import io.groat.analytics.watch.HealthStore;
import io.groat.cassandra.CassandraAwayException;
import io.groat.web.document.ApiInfo;
import io.groat.web.http.Problems;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemTranslator;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    @Bean
    ProblemTranslator analyticsProblems(Problems problems) {
        return problems.ofStore(
                List.of(AnalyticsProblem.values()), QueryConfiguration::isAway, AnalyticsProblem.STORE_UNAVAILABLE);
    }

    private static boolean isAway(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return CassandraAwayException.isCauseOf(failure) || cause instanceof KafkaException;
    }

    @Bean
    Routes figureRoutes(
            LiveFigures live,
            AggregateStore aggregates,
            GenerationStore generations,
            TimelineStore timelines,
            HealthStore health,
            InstantSource clock) {
        return new SummaryCall(live)
                .routes()
                .and(
                        new SeriesCall(aggregates, generations, clock).route(),
                        new TimelineCall(timelines).route(),
                        new HealthHistoryCall(health, clock).route(),
                        new StreamCall(live, Reads.FIGURES).route());
    }

    @Bean
    Routes rebuildRoutes(Rebuilder rebuilder, GenerationStore generations) {
        return new RebuildCalls(
                        rebuilder,
                        generations,
                        Reads.REBUILDS,
                        AnalyticsProblem.REBUILD_UNDER_WAY,
                        AnalyticsProblem.STORE_UNAVAILABLE)
                .routes();
    }

    /** What the document says of the whole. */
    @Bean
    ApiInfo apiInfo() {
        return new ApiInfo(
                "Groat analytics-sink",
                "Figures of payments",
                "What the services' events add up to, over windows of time, over time, and live. Amounts are whole numbers of"
                        + " the currency's minor unit, a string of digits beyond 2^53. Errors are RFC 9457 problem documents"
                        + " with a stable `code`.",
                Map.of(
                        "figures", "Figures, and how they are made",
                        "operations", "The service itself",
                        "pages", "The dashboard for people"),
                List.of(AnalyticsProblem.values()),
                Map.of());
    }
}
