package io.groat.fraud.pipeline;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.fraud.pipeline.*}.
 *
 * @param group consumers of one name share the work; the two steps' groups begin with it
 * @param factsTopic what the first step tells the second
 * @param batch most events taken at once
 */
@ConfigurationProperties("groat.fraud.pipeline")
record PipelineSettings(
        @DefaultValue("fraud-scorer") String group,
        @DefaultValue("fraud_facts") String factsTopic,
        @DefaultValue("1000") int batch) {}
