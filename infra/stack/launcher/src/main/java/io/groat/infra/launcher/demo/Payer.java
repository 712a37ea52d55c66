package io.groat.infra.launcher.demo;

import io.groat.infra.launcher.console.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Pays at the sandbox gateway, as somebody does who has the address of an order's page and no key to anything. */
final class Payer {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * Pays by card.
     *
     * @param checkout where, as the order says
     * @throws LauncherException when it is not taken
     */
    void pay(URI checkout) {
        try {
            HttpRequest request = HttpRequest.newBuilder(checkout)
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"how\":\"pay\",\"method\":\"card\"}"))
                    .build();
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new LauncherException(
                        "POST " + checkout + " was answered with " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new LauncherException(
                    "The sandbox gateway gave no answer to POST " + checkout + ": " + e.getMessage()
                            + ". See infra/logs sandbox.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for " + checkout, e);
        }
    }
}
