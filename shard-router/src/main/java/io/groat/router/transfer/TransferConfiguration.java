package io.groat.router.transfer;

import io.groat.engine.TransferEngine;
import io.groat.engine.TransferReader;
import io.groat.router.access.Payer;
import io.groat.router.admission.LineWindow;
import io.groat.web.http.Bodies;
import io.groat.web.http.Problems;
import io.groat.web.http.Routes;
import io.groat.web.limit.RateLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The calls that move money one by one and in batches, and those that show it. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

    @Bean
    TransferMeters transferMeters(MeterRegistry meters) {
        return new TransferMeters(meters);
    }

    @Bean
    Payments payments(Payer payer, RateLimiter limiter, TransferEngine engine, TransferMeters meters) {
        return new Payments(payer, limiter, engine, meters);
    }

    @Bean
    TransferCall transferCall(Payments payments, Bodies bodies) {
        return new TransferCall(payments, bodies);
    }

    @Bean
    TransferReads transferReads(TransferReader reader) {
        return new TransferReads(reader);
    }

    @Bean
    BatchCall batchCall(
            Payments payments, LineWindow window, Problems problems, Bodies bodies, ManyTransfersSettings settings) {
        return new BatchCall(payments, window, problems, bodies, settings);
    }

    @Bean
    Routes transferRoutes(TransferCall transfer, BatchCall batch) {
        return transfer.routes().and(batch.route());
    }

    @Bean
    Routes transferReadRoutes(TransferReads reads) {
        return reads.routes();
    }
}
