package io.groat.analytics;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The analytics-sink: aggregates all events and serves the dashboard. */
@SpringBootApplication(proxyBeanMethods = false)
public class AnalyticsSink {
    public static void main(String[] arguments) {
        SpringApplication.run(AnalyticsSink.class, arguments);
    }
}
