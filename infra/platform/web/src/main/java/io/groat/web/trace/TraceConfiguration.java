package io.groat.web.trace;

import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Traces of requests; recorded where {@link RecordedOnDemand} says so. */
@AutoConfiguration
class TraceConfiguration {

    @Bean
    TraceFilter traceFilter(ObjectProvider<Tracer> tracer) {
        TraceSource named = new HeaderTraces();
        return new TraceFilter(tracer.getIfAvailable() == null ? named : new SpanTraces(named));
    }
}
