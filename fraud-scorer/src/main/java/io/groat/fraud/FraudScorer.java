package io.groat.fraud;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The fraud-scorer: scores every payment the ledger committed and keeps the analysts' review queue. */
@SpringBootApplication(proxyBeanMethods = false)
public class FraudScorer {
    public static void main(String[] arguments) {
        SpringApplication.run(FraudScorer.class, arguments);
    }
}
