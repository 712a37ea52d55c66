package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Webhooks as the merchant sees them: shapes, signatures, tries. */
class DeliveryTest {

    private final RunningSandbox sandbox;
    private final Client client;
    private final Receiver receiver;

    DeliveryTest(@TempDir Path folder) {
        sandbox = new RunningSandbox(folder);
        client = sandbox.client();
        receiver = sandbox.receiver();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void theFirstProvidersEventIsAnEnvelope() {
        client.pay(client.order("r1"), "pay");
        JsonNode event = receiver.awaitTaken("order.paid");
        assertThat(event.path("entity").asString()).isEqualTo("event");
        assertThat(event.path("account_id").asString()).startsWith("acc_");
        assertThat(event.path("contains")).extracting(JsonNode::asString).containsExactly("payment", "order");
        JsonNode payload = event.path("payload");
        assertThat(payload.path("order").path("entity").path("receipt").asString())
                .isEqualTo("r1");
        assertThat(payload.path("payment").path("entity").path("order_id"))
                .isEqualTo(payload.path("order").path("entity").path("id"));
        assertThat(event.path("created_at").isIntegralNumber()).isTrue();
        Receiver.Came came = receiver.taken("order.paid").get(0);
        assertThat(came.path()).isEqualTo("/v1/gateways/razorpay/webhook");
        assertThat(came.signature()).matches("[0-9a-f]{64}");
        assertThat(came.eventId()).isNotBlank();
    }

    @Test
    void theSecondProvidersEventHoldsTheObject() {
        client.pay(client.session("c1"), "pay");
        JsonNode event = receiver.awaitTaken("checkout.session.completed");
        assertThat(event.path("id").asString()).startsWith("evt_");
        assertThat(event.path("object").asString()).isEqualTo("event");
        assertThat(event.path("data").path("object").path("payment_status").asString())
                .isEqualTo("paid");
        Receiver.Came came = receiver.taken("checkout.session.completed").get(0);
        assertThat(came.path()).isEqualTo("/v1/gateways/stripe/webhook");
        assertThat(came.signature()).matches("t=[0-9]+,v1=[0-9a-f]{64}");
    }

    @Test
    void whatIsNotTakenComesAgain() {
        receiver.refusals.set(3);
        client.pay(client.session("c1"), "pay");
        receiver.awaitTaken("checkout.session.completed");
        List<Receiver.Came> all = receiver.all();
        assertThat(all).extracting(Receiver.Came::status).containsExactly(503, 503, 503, 200);
        assertThat(all).extracting(Receiver.Came::body).containsOnly(all.get(0).body());
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            JsonNode delivery = client.state().path("deliveries").path(0);
            return delivery.path("state").asString().equals("DELIVERED")
                    && delivery.path("attempts").asInt() == 4;
        });
    }
}
