package io.groat.fraud.config;

import io.groat.cassandra.Cassandra;
import io.groat.event.PayerAnswered;
import io.groat.event.Topic;
import io.groat.fraud.list.ListStore;
import io.groat.fraud.pipeline.Pipeline;
import io.groat.fraud.pipeline.PipelineSettings;
import io.groat.fraud.pipeline.Results;
import io.groat.fraud.review.PayerAnswers;
import io.groat.fraud.review.ReviewDesk;
import io.groat.fraud.review.ReviewSettings;
import io.groat.fraud.review.ReviewStore;
import io.groat.fraud.review.Reviews;
import io.groat.fraud.risk.RiskCache;
import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.ScoreIndex;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.state.StateSettings;
import io.groat.fraud.state.StateStore;
import io.groat.fraud.state.Versions;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.StreamHealth;
import io.groat.streams.StreamSettings;
import io.groat.streams.TopicSettings;
import io.groat.streams.TopicSetup;
import io.groat.web.redis.RedisLink;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** What scores payments. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PipelineSettings.class, StateSettings.class, ReviewSettings.class, TopicSettings.class})
class PipelineConfiguration {

    private static final Duration DELIVERY_LIMIT = Duration.ofSeconds(60);

    @Bean
    EventPublisher eventPublisher(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            @Value("${spring.application.name}") String name) {
        return new EventPublisher(bootstrapServers, "/" + name, DELIVERY_LIMIT);
    }

    @Bean
    TopicSetup topicSetup(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            TopicSettings topics,
            PipelineSettings settings) {
        return new TopicSetup(bootstrapServers, topics, List.of(settings.factsTopic()));
    }

    @Bean
    StateStore stateStore(Cassandra cassandra) {
        return new StateStore(cassandra);
    }

    @Bean
    ScoreStore scoreStore(Cassandra cassandra) {
        return new ScoreStore(cassandra);
    }

    @Bean
    ScoreIndex scoreIndex(Cassandra cassandra) {
        return new ScoreIndex(cassandra);
    }

    @Bean
    RuleStore ruleStore(Cassandra cassandra) {
        return new RuleStore(cassandra);
    }

    @Bean
    ListStore listStore(Cassandra cassandra) {
        return new ListStore(cassandra);
    }

    @Bean
    ReviewStore reviewStore(Cassandra cassandra) {
        return new ReviewStore(cassandra);
    }

    @Bean
    Versions versions(Cassandra cassandra) {
        return new Versions(cassandra);
    }

    @Bean
    Reviews reviews(ReviewStore store, DecisionLog log, ReviewSettings settings) {
        return new Reviews(store, log, settings, InstantSource.system());
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    CurrentScorer currentScorer(
            RuleStore rules,
            ListStore lists,
            Versions versions,
            @Value("${groat.fraud.first-rules:classpath:rules.yaml}") Resource firstRules) {
        try {
            return new CurrentScorer(rules, lists, versions, firstRules.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    RiskCache riskCache(RedisLink redis, CurrentScorer scorer) {
        RiskCache risk = new RiskCache(redis, scorer::lists);
        scorer.onListsChanged(risk::listed);
        return risk;
    }

    @Bean
    Results results(
            ScoreStore scores, Reviews reviews, RiskCache risk, EventPublisher publisher, MeterRegistry meters) {
        return new Results(scores, reviews, risk, publisher, meters);
    }

    @Bean
    EventStream<PayerAnswered> payerAnswers(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            PipelineSettings settings,
            DecisionLog log,
            ReviewDesk desk,
            EventPublisher publisher,
            MeterRegistry meters) {
        return new EventStream<>(
                        StreamSettings.of(
                                bootstrapServers, settings.group() + "-answers", Topic.FRAUD_EVENTS.topicName()),
                        PayerAnswers::read,
                        partition -> new PayerAnswers(log, desk),
                        publisher,
                        meters)
                .only(PayerAnswers.CONCERNING);
    }

    @Bean
    Pipeline pipeline(
            @Value("${groat.kafka.bootstrap-servers}") String bootstrapServers,
            PipelineSettings settings,
            StateSettings stateSettings,
            TopicSetup topics,
            EventPublisher publisher,
            StateStore states,
            ScoreStore scores,
            ScoreIndex index,
            CurrentScorer scorer,
            Results results,
            EventStream<PayerAnswered> payerAnswers,
            MeterRegistry meters) {
        return new Pipeline(
                bootstrapServers,
                settings,
                stateSettings,
                topics,
                publisher,
                states,
                scores,
                index,
                scorer,
                results,
                payerAnswers,
                meters);
    }

    @Bean
    StreamHealth streamsHealthIndicator(Pipeline pipeline) {
        return new StreamHealth(pipeline.streams());
    }
}
