package io.groat.router.transfer;

import io.groat.engine.EngineSettings;
import io.groat.engine.RefundEngine;
import io.groat.engine.ShardGateway;
import io.groat.engine.TransferEngine;
import io.groat.engine.TransferReader;
import io.groat.router.access.Payer;
import io.groat.router.admission.LineWindow;
import io.groat.web.http.Bodies;
import io.groat.web.http.Problems;
import io.groat.web.http.Routes;
import io.groat.web.limit.RateLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
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
    RefundEngine refundEngine(
            ShardGateway gateway, TransferReader reader, EngineSettings settings, InstantSource clock) {
        return new RefundEngine(gateway, reader, settings, clock);
    }

    @Bean
    TransferReads transferReads(TransferReader reader, RefundEngine refunds) {
        return new TransferReads(reader, refunds);
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
    Routes previewRoutes(TransferEngine engine, Payer payer, Bodies bodies) {
        return Routes.of(new PreviewCall(engine, payer, bodies).route());
    }

    @Bean
    Routes transferReadRoutes(TransferReads reads) {
        return reads.routes();
    }
}
