package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The second provider's API, shape by shape. */
class StripeApiTest {

    private final RunningSandbox sandbox;
    private final Client client;

    StripeApiTest(@TempDir Path folder) {
        sandbox = new RunningSandbox(folder);
        client = sandbox.client();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private JsonNode get(String path) {
        return client.stripe("GET", path, null).ok();
    }

    private static Map<String, String> with(Map<String, String> form, String name, String value) {
        Map<String, String> changed = new HashMap<>(form);
        changed.put(name, value);
        return changed;
    }

    @Test
    void aSessionIsOpenAndThenComplete() {
        JsonNode session = client.stripe("POST", "/checkout/sessions", Client.sessionForm("c1"))
                .ok();
        String id = session.path("id").asString();
        assertThat(id).startsWith("cs_");
        assertThat(session.path("object").asString()).isEqualTo("checkout.session");
        assertThat(session.path("url").asString()).isEqualTo(client.base() + "/pay/" + id);
        assertThat(session.path("status").asString()).isEqualTo("open");
        assertThat(session.path("payment_status").asString()).isEqualTo("unpaid");
        assertThat(session.path("amount_total").asLong()).isEqualTo(12_345);
        assertThat(session.path("currency").asString()).isEqualTo("eur");
        assertThat(session.path("payment_intent").isNull()).isTrue();

        String payment =
                client.pay(id, "pay").path("payments").path(0).path("id").asString();
        JsonNode paid = get("/checkout/sessions/" + id);
        assertThat(paid.path("status").asString()).isEqualTo("complete");
        assertThat(paid.path("payment_status").asString()).isEqualTo("paid");
        assertThat(paid.path("payment_intent").asString()).isEqualTo(payment).startsWith("pi_");
        assertThat(get("/payment_intents/" + payment).path("amount_received").asLong())
                .isEqualTo(12_345);
        JsonNode list = get("/checkout/sessions?client_reference_id=c1");
        assertThat(list.path("object").asString()).isEqualTo("list");
        assertThat(list.path("has_more").asBoolean()).isFalse();
        assertThat(list.path("data").path(0)).isEqualTo(paid);
        assertThat(get("/checkout/sessions?client_reference_id=c2").path("data").isEmpty())
                .isTrue();
        JsonNode event = sandbox.receiver().awaitTaken("checkout.session.completed");
        assertThat(event.path("data").path("object").path("client_reference_id").asString())
                .isEqualTo("c1");
    }

    @Test
    void aKeyMakesOneSession() {
        Map<String, String> form = Client.sessionForm("c1");
        JsonNode first = client.stripe("POST", "/checkout/sessions", form, "Idempotency-Key", "k1")
                .ok();
        Client.Answer second = client.stripe("POST", "/checkout/sessions", form, "Idempotency-Key", "k1");
        assertThat(second.ok()).isEqualTo(first);
        assertThat(second.headers()).containsEntry("idempotent-replayed", List.of("true"));
        Client.Answer other = client.stripe(
                "POST", "/checkout/sessions", with(form, "client_reference_id", "c2"), "Idempotency-Key", "k1");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().path("error").path("type").asString()).isEqualTo("idempotency_error");
        assertThat(client.state().path("checkouts")).hasSize(1);
    }

    @Test
    void aSessionExpires() {
        String soon = String.valueOf(Instant.now().getEpochSecond() + 2);
        String id = client.stripe("POST", "/checkout/sessions", with(Client.sessionForm("c1"), "expires_at", soon))
                .ok()
                .path("id")
                .asString();
        sandbox.receiver().awaitTaken("checkout.session.expired");
        assertThat(get("/checkout/sessions/" + id).path("status").asString()).isEqualTo("expired");
        assertThat(client.bare("POST", "/pay/" + id, "{\"how\":\"pay\"}").status())
                .isEqualTo(409);
        String other = client.session("c2");
        client.stripe("POST", "/checkout/sessions/" + other + "/expire", Map.of())
                .ok();
        assertThat(get("/checkout/sessions/" + other).path("status").asString()).isEqualTo("expired");
    }

    @Test
    void aRefundIsMadeOnceAKey() {
        String payment = client.pay(client.session("c1"), "pay")
                .path("payments")
                .path(0)
                .path("id")
                .asString();
        Map<String, String> form = Map.of("payment_intent", payment, "amount", "345", "metadata[receipt]", "f1");
        JsonNode refund =
                client.stripe("POST", "/refunds", form, "Idempotency-Key", "f1").ok();
        assertThat(client.stripe("POST", "/refunds", form, "Idempotency-Key", "f1")
                        .ok())
                .isEqualTo(refund);
        assertThat(refund.path("id").asString()).startsWith("re_");
        assertThat(refund.path("status").asString()).isEqualTo("succeeded");
        assertThat(refund.path("metadata").path("receipt").asString()).isEqualTo("f1");
        assertThat(get("/refunds?payment_intent=" + payment).path("data")).containsExactly(refund);
        assertThat(get("/refunds/" + refund.path("id").asString())).isEqualTo(refund);
        assertThat(client.stripe("POST", "/refunds", with(form, "amount", "12001"))
                        .status())
                .isEqualTo(400);
        assertThat(sandbox.receiver().awaitTaken("refund.updated").path("data").path("object"))
                .isEqualTo(refund);
    }

    @Test
    void aPayoutArrives() {
        Map<String, String> form =
                Map.of("amount", "5000", "currency", "eur", "destination", "ba_1", "metadata[reference]", "w1");
        JsonNode payout = client.stripe("POST", "/payouts", form).ok();
        String id = payout.path("id").asString();
        assertThat(id).startsWith("po_");
        assertThat(payout.path("status").asString()).isEqualTo("pending");
        await().until(() -> get("/payouts/" + id).path("status").asString().equals("paid"));
        assertThat(get("/payouts?reference=w1").path("data").path(0).path("id").asString())
                .isEqualTo(id);
        sandbox.receiver().awaitTaken("payout.paid");
    }

    @ParameterizedTest
    @CsvSource({
        "mode, setup",
        "line_items[0][quantity], 2",
        "line_items[0][price_data][currency], euros",
        "line_items[0][price_data][unit_amount], -1",
        "success_url, javascript:x()",
        "expires_at, 5"
    })
    void aBadParameterIsNamed(String name, String value) {
        Client.Answer answer = client.stripe("POST", "/checkout/sessions", with(Client.sessionForm("c1"), name, value));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("type").asString()).isEqualTo("invalid_request_error");
        assertThat(answer.json().path("error").path("param").asString()).isEqualTo(name);
    }

    @Test
    void whatIsNotThereIsMissing() {
        Client.Answer answer = client.stripe("GET", "/refunds/re_none", null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("error").path("code").asString()).isEqualTo("resource_missing");
        Client.Answer nobody = client.bare("GET", "/stripe/v1/refunds", null);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.json().path("error").path("type").asString()).isEqualTo("invalid_request_error");
    }
}
