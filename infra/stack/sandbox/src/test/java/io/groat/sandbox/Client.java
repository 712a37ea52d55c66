package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant, a payer and a tester, who call the sandbox. */
final class Client {

    static final String KEY_ID = "rzp_test_groat";
    static final String KEY_SECRET = "razorpay-secret";
    static final String SECRET_KEY = "sk_test_groat";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    /** What came back; with status 0 where nothing did. */
    record Answer(int status, String text, Map<String, List<String>> headers) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        /** Of an answer that has to be good. */
        JsonNode ok() {
            assertThat(status).as(text).isEqualTo(200);
            return json();
        }
    }

    Client(String base) {
        this.base = base;
    }

    String base() {
        return base;
    }

    Answer razorpay(String method, String path, @Nullable String json, String... headers) {
        String credentials =
                Base64.getEncoder().encodeToString((KEY_ID + ":" + KEY_SECRET).getBytes(StandardCharsets.UTF_8));
        return send(request(method, "/razorpay/v1" + path, json, headers)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json"));
    }

    Answer stripe(String method, String path, @Nullable Map<String, String> form, String... headers) {
        return send(request(method, "/stripe/v1" + path, form == null ? null : encoded(form), headers)
                .header("Authorization", "Bearer " + SECRET_KEY)
                .header("Content-Type", "application/x-www-form-urlencoded"));
    }

    Answer control(String path, String json) {
        return send(request("POST", "/control" + path, json));
    }

    Answer bare(String method, String path, @Nullable String body, String... headers) {
        return send(request(method, path, body, headers));
    }

    JsonNode state() {
        return send(request("GET", "/control/state", null)).ok();
    }

    JsonNode pay(String id, String how) {
        return bare("POST", "/pay/" + id, "{\"how\":\"" + how + "\"}").ok();
    }

    /** An order of 12,345 minor units. */
    String order(String receipt) {
        return razorpay("POST", "/orders", "{\"amount\":12345,\"currency\":\"INR\",\"receipt\":\"" + receipt + "\"}")
                .ok()
                .path("id")
                .asString();
    }

    /** A session of 12,345 minor units. */
    String session(String reference) {
        return stripe("POST", "/checkout/sessions", sessionForm(reference))
                .ok()
                .path("id")
                .asString();
    }

    static Map<String, String> sessionForm(String reference) {
        return Map.of(
                "mode", "payment",
                "line_items[0][price_data][currency]", "eur",
                "line_items[0][price_data][unit_amount]", "12345",
                "line_items[0][quantity]", "1",
                "payment_method_types[0]", "card",
                "client_reference_id", reference,
                "success_url", "http://127.0.0.1:8006/back?session={CHECKOUT_SESSION_ID}");
    }

    static String payoutJson(long amount, String reference, String vpa) {
        return """
                {"account_number":"2323230000000001","amount":%d,"currency":"INR","mode":"UPI","purpose":"payout",
                 "reference_id":"%s","fund_account":{"account_type":"vpa","vpa":{"address":"%s"}}}""".formatted(amount, reference, vpa);
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body(), answer.headers().map());
        } catch (IOException failure) {
            return new Answer(0, String.valueOf(failure), Map.of());
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
