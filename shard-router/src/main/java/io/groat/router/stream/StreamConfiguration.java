package io.groat.router.stream;

import io.groat.router.admission.LineWindow;
import io.groat.router.transfer.ManyTransfersSettings;
import io.groat.router.transfer.Payments;
import io.groat.web.http.Problems;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The stream of transfers. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean
    StreamCall streamCall(Payments payments, LineWindow window, Problems problems, ManyTransfersSettings settings) {
        return new StreamCall(payments, window, problems, settings);
    }

    @Bean
    Routes streamRoutes(StreamCall stream) {
        return Routes.of(stream.route());
    }
}
