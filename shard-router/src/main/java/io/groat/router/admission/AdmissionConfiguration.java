package io.groat.router.admission;

import io.groat.web.http.Problems;
import io.groat.web.http.RouteTable;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How much is let in at once. */
@Configuration(proxyBeanMethods = false)
class AdmissionConfiguration {

    @Bean
    AdmissionFilter admissionFilter(
            RouteTable routes, Problems problems, AdmissionSettings settings, MeterRegistry meters) {
        return new AdmissionFilter(routes, problems, settings, meters);
    }

    @Bean
    LineWindow lineWindow(AdmissionSettings settings, MeterRegistry meters) {
        return new LineWindow(settings, meters);
    }
}
