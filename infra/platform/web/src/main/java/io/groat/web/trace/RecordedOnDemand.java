package io.groat.web.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves Spring Boot's tracing out until its own settings name a collector to send traces to: a step that nobody looks at
 * would be made and thrown away for each request. {@code OTEL_EXPORTER_OTLP_ENDPOINT} is such a setting, for Boot makes one
 * of it.
 */
final class RecordedOnDemand implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final List<String> TRACING =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry.");

    private static final List<String> COLLECTOR =
            List.of("management.opentelemetry.tracing.export.otlp.endpoint", "management.otlp.tracing.endpoint");

    private boolean recorded;

    @Override
    public void setEnvironment(Environment environment) {
        recorded = environment.getProperty("management.tracing.export.enabled", Boolean.class, true)
                && COLLECTOR.stream().anyMatch(name -> isSet(environment.getProperty(name)));
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] taken = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            String name = classes[i];
            taken[i] = recorded || name == null || TRACING.stream().noneMatch(name::startsWith);
        }
        return taken;
    }

    private static boolean isSet(@Nullable String endpoint) {
        return endpoint != null && !endpoint.isBlank();
    }
}
