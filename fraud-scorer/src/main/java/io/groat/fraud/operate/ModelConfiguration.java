package io.groat.fraud.operate;

import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.score.LabelIndex;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.serving.ModelLibrary;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.state.VersionRefresh;
import io.groat.fraud.state.Versions;
import io.groat.fraud.tally.TallyStore;
import io.groat.web.http.Bodies;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls that bring models into force, and what is known of how they do. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    Routes modelRoutes(
            ModelStore store,
            ModelLibrary library,
            Versions versions,
            VersionRefresh refresh,
            Drifts drifts,
            TallyStore tallies,
            LabelIndex labels,
            ScoreStore scores,
            Bodies bodies) {
        ModelActivation activation = new ModelActivation(store, versions, refresh::now);
        ModelComparison comparison = new ModelComparison(tallies, labels, scores);
        return Routes.of(new ComparisonCall(store, activation, comparison).route())
                .and(new ModelCalls(store, activation, bodies).routes().all().toArray(Route[]::new))
                .and(new DriftCall(library, drifts).route());
    }

    @Bean
    Drifts drifts(TallyStore tallies) {
        return new Drifts(tallies);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    DriftWatch driftWatch(Drifts drifts, CurrentScorer scorer, MeterRegistry meters) {
        return new DriftWatch(drifts, scorer::models, meters);
    }
}
