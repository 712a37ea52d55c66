package io.groat.notifier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The notifier: tells people and partners what happened to their payments. */
@SpringBootApplication(proxyBeanMethods = false)
public class Notifier {
    public static void main(String[] arguments) {
        SpringApplication.run(Notifier.class, arguments);
    }
}
