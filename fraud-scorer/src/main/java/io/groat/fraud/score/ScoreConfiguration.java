package io.groat.fraud.score;

import io.groat.cassandra.Cassandra;
import io.groat.fraud.list.ListStore;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.serving.CurrentModels;
import io.groat.fraud.serving.ModelLibrary;
import io.groat.fraud.serving.ModelStore;
import io.groat.fraud.state.StateSource;
import io.groat.fraud.state.StateStore;
import io.groat.fraud.state.VersionRefresh;
import io.groat.fraud.state.Versions;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** Scores: the rules in force, what they found, who may read it. */
@Configuration(proxyBeanMethods = false)
class ScoreConfiguration {

    @Bean
    ScoreStore scoreStore(Cassandra cassandra) {
        return new ScoreStore(cassandra);
    }

    @Bean
    ScoreIndex scoreIndex(Cassandra cassandra) {
        return new ScoreIndex(cassandra);
    }

    @Bean
    DecisionLog decisionLog(Cassandra cassandra) {
        return new DecisionLog(cassandra);
    }

    @Bean
    LabelIndex labelIndex(Cassandra cassandra) {
        return new LabelIndex(cassandra);
    }

    @Bean
    ScoreLists scoreLists(Cassandra cassandra) {
        return new ScoreLists(cassandra);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    CurrentScorer currentScorer(
            RuleStore rules,
            CurrentModels models,
            ModelStore store,
            ListStore lists,
            Versions versions,
            @Value("${groat.fraud.first-rules:classpath:rules.yaml}") Resource firstRules,
            @Value("${groat.fraud.first-model:true}") boolean firstModel) {
        try {
            return new CurrentScorer(
                    rules,
                    models,
                    lists,
                    versions,
                    firstRules.getContentAsString(StandardCharsets.UTF_8),
                    firstModel ? new FirstModel(store) : null);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Bean
    VersionRefresh versionRefresh(CurrentScorer scorer) {
        return scorer::look;
    }

    @Bean
    Routes scoreRoutes(
            ScoreStore scores,
            ScoreLists lists,
            DecisionLog log,
            CurrentScorer scorer,
            ModelLibrary models,
            Bodies bodies,
            StateStore states,
            StateSource source) {
        return new ScoreCalls(scores, lists, log)
                .routes()
                .and(
                        new ExplanationCall(scores, models).route(),
                        new RiskCall(lists, scorer).route(),
                        new WhatIfCall(bodies, states, source::of, scorer).route());
    }
}
