package io.groat.infra.drill.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user's e-mail, as the notifier's sandbox has it, and what they do with it: without a key, as anybody may. */
final class Mailbox {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Pattern CODE = Pattern.compile("\"body\":\"(\\d{6}) ");
    private static final Pattern LINK = Pattern.compile("(http://[0-9.:]+/i/[A-Za-z0-9_-]+)");

    private final int port;
    private final String address;

    /** Confirms an address of that user's, by the code that comes to it. */
    Mailbox(int port, Api notifier, String user) {
        this.port = port;
        this.address = user + "@example.com";
        String path = "/v1/addresses/" + user + "/email";
        Api.Document put = notifier.put(path, Map.of("address", address));
        assertThat(put.status()).as(put.toString()).isEqualTo(202);
        Api.Document verified = notifier.post(path + "/verify", Map.of("code", find(CODE)));
        assertThat(verified.status()).as(verified.toString()).isEqualTo(204);
    }

    /** Follows the link of a question, once it is there, and presses that button: yes or no. */
    void answer(String button) {
        String link = find(LINK);
        assertThat(send(HttpRequest.newBuilder(URI.create(link)))).contains("/no", "/yes");
        send(HttpRequest.newBuilder(URI.create(link + "/" + button)).POST(BodyPublishers.noBody()));
    }

    private String find(Pattern pattern) {
        return await().atMost(Bank.PATIENCE)
                .pollDelay(Duration.ZERO)
                .until(() -> pattern.matcher(messages()), Matcher::find)
                .group(1);
    }

    private String messages() {
        return send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/sandbox/messages?channel=email&to=" + address)));
    }

    private static String send(HttpRequest.Builder request) {
        HttpRequest whole = request.timeout(Duration.ofSeconds(60)).build();
        try {
            var answer = HTTP.send(whole, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(whole.uri() + " gave no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
