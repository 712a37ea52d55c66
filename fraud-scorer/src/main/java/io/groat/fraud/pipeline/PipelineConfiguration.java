package io.groat.fraud.pipeline;

import io.groat.event.PayerAnswered;
import io.groat.event.Topic;
import io.groat.fraud.review.PayerAnswers;
import io.groat.fraud.review.ReviewActions;
import io.groat.fraud.review.Reviews;
import io.groat.fraud.risk.RiskCache;
import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.score.DecisionLog;
import io.groat.fraud.score.LabelIndex;
import io.groat.fraud.score.ScoreIndex;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.state.StateSettings;
import io.groat.fraud.state.StateSource;
import io.groat.fraud.state.StateStore;
import io.groat.fraud.tally.Tallies;
import io.groat.streams.EventPublisher;
import io.groat.streams.EventStream;
import io.groat.streams.KafkaSettings;
import io.groat.streams.OwnTopic;
import io.groat.streams.StreamHealth;
import io.groat.streams.TopicSetup;
import io.groat.web.lifecycle.LifecycleAdapter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What scores payments. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PipelineSettings.class)
class PipelineConfiguration {

    /** What the first step tells the second. */
    @Bean
    OwnTopic factsTopic(PipelineSettings settings) {
        return new OwnTopic(settings.factsTopic());
    }

    @Bean
    Results results(
            ScoreStore scores, Reviews reviews, RiskCache risk, EventPublisher publisher, MeterRegistry meters) {
        return new Results(scores, reviews, risk, publisher, meters);
    }

    @Bean
    EventStream<PayerAnswered> payerAnswers(
            KafkaSettings kafka,
            PipelineSettings settings,
            DecisionLog log,
            ReviewActions actions,
            ScoreStore scores,
            LabelIndex labels,
            EventPublisher publisher,
            MeterRegistry meters) {
        return new EventStream<>(
                        kafka.stream(settings.group() + "-answers", Topic.FRAUD_EVENTS.topicName()),
                        PayerAnswers::read,
                        partition -> new PayerAnswers(log, actions, scores, labels, publisher),
                        publisher,
                        meters)
                .only(PayerAnswers.CONCERNING);
    }

    @Bean
    Pipeline pipeline(
            KafkaSettings kafka,
            PipelineSettings settings,
            StateSettings stateSettings,
            TopicSetup topics,
            EventPublisher publisher,
            StateStore states,
            ScoreStore scores,
            ScoreIndex index,
            Tallies tallies,
            CurrentScorer scorer,
            Results results,
            EventStream<PayerAnswered> payerAnswers,
            MeterRegistry meters) {
        return new Pipeline(
                kafka,
                settings,
                stateSettings,
                topics,
                publisher,
                states,
                scores,
                index,
                tallies,
                scorer,
                results,
                payerAnswers,
                meters);
    }

    @Bean
    LifecycleAdapter pipelineLifecycle(Pipeline pipeline) {
        return LifecycleAdapter.ofPrompt(pipeline::start, pipeline::stop);
    }

    @Bean
    StateSource stateSource(Pipeline pipeline) {
        return pipeline::source;
    }

    @Bean
    StreamHealth streamsHealthIndicator(Pipeline pipeline) {
        return new StreamHealth(pipeline.streams());
    }
}
