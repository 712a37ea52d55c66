package io.groat.analytics.config;

import com.datastax.oss.driver.api.core.DriverException;
import io.groat.analytics.aggregate.AggregateStore;
import io.groat.analytics.board.Board;
import io.groat.analytics.dashboard.DashboardPage;
import io.groat.analytics.event.StoryStore;
import io.groat.analytics.ingest.IngestSettings;
import io.groat.analytics.live.LiveFigures;
import io.groat.analytics.live.StreamCall;
import io.groat.analytics.query.AnalyticsProblem;
import io.groat.analytics.query.HealthHistoryCall;
import io.groat.analytics.query.Reads;
import io.groat.analytics.query.SeriesCall;
import io.groat.analytics.query.SummaryCall;
import io.groat.analytics.query.TimelineCall;
import io.groat.analytics.rebuild.Conductor;
import io.groat.analytics.rebuild.GenerationStore;
import io.groat.analytics.rebuild.IngestHealth;
import io.groat.analytics.rebuild.RebuildCalls;
import io.groat.analytics.rebuild.Rebuilder;
import io.groat.analytics.summary.Surroundings;
import io.groat.analytics.watch.Audience;
import io.groat.analytics.watch.ConsumerWatch;
import io.groat.analytics.watch.HealthStore;
import io.groat.analytics.watch.RedisWatch;
import io.groat.analytics.watch.RouterWatch;
import io.groat.analytics.watch.ServiceWatch;
import io.groat.cassandra.CassandraAwayException;
import io.groat.web.document.ApiInfo;
import io.groat.web.http.Problems;
import io.groat.web.http.Routes;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemTranslator;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls, and the live figures. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    /** All codes are among the counters from the start. */
    @Bean
    ProblemTranslator analyticsProblems(Problems problems) {
        Arrays.stream(AnalyticsProblem.values()).forEach(problems::register);
        return HttpConfiguration::problem;
    }

    private static @Nullable Problem problem(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return failure instanceof CassandraAwayException
                        || failure instanceof DriverException
                        || cause instanceof KafkaException
                ? Problem.of(AnalyticsProblem.STORE_UNAVAILABLE)
                : null;
    }

    @Bean
    SourceStates sourceStates(
            IngestHealth ingest, Conductor conductor, RouterWatch router, ConsumerWatch consumers, RedisWatch redis) {
        return new SourceStates(ingest, conductor, router, consumers, redis, InstantSource.system());
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    LiveFigures liveFigures(
            Board board,
            RouterWatch router,
            ServiceWatch services,
            ConsumerWatch consumers,
            SourceStates sources,
            IngestSettings ingest,
            Audience audience,
            MeterRegistry meters) {
        return new LiveFigures(
                board,
                () -> new Surroundings(
                        router.shards(),
                        services.services(),
                        consumers.lags().stream()
                                .filter(lag -> !ingest.isPast(lag.group(), board.generation()))
                                .toList(),
                        sources.all()),
                audience,
                InstantSource.system(),
                meters);
    }

    @Bean
    Routes figureRoutes(
            LiveFigures live,
            AggregateStore aggregates,
            GenerationStore generations,
            StoryStore stories,
            HealthStore health) {
        return new SummaryCall(live)
                .routes()
                .and(
                        new SeriesCall(aggregates, generations, InstantSource.system()).route(),
                        new TimelineCall(stories).route(),
                        new HealthHistoryCall(health, InstantSource.system()).route(),
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

    @Bean
    Routes dashboardRoutes() {
        return new DashboardPage().routes();
    }
}
