package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real program is killed and started again. */
class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aKillLosesNothing(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data");
        JsonNode before;
        try (Receiver receiver = new Receiver()) {
            receiver.refusals.set(Integer.MAX_VALUE);
            SandboxProcess first = SandboxProcess.start(data, receiver.base(), folder.resolve("first.log"));
            Client client = first.client();
            client.control("/defaults", "{\"payoutDelayMillis\":4000}").ok();
            client.pay(client.order("r1"), "pay");
            client.pay(client.session("c1"), "dispute");
            client.razorpay("POST", "/payouts", Client.payoutJson(500, "w1", "bob@upi"), "X-Payout-Idempotency", "k1")
                    .ok();
            await().atMost(PATIENCE).until(() -> receiver.all().size() >= 4);
            before = client.state();
            first.kill();
            receiver.refusals.set(0);

            try (SandboxProcess second = SandboxProcess.start(data, receiver.base(), folder.resolve("second.log"))) {
                JsonNode after = second.client().state();
                for (String kind : List.of("checkouts", "payments", "disputes", "defaults")) {
                    assertThat(after.path(kind)).as(kind).isEqualTo(before.path(kind));
                }
                // Its first provider's may have the payout by now, which was due meanwhile.
                assertThat(after.path("balances").path("stripe"))
                        .isEqualTo(before.path("balances").path("stripe"));
                for (String type : List.of(
                        "payment.captured",
                        "order.paid",
                        "checkout.session.completed",
                        "charge.dispute.created",
                        "payout.processed")) {
                    receiver.awaitTaken(type);
                }
                JsonNode again = second.client()
                        .razorpay(
                                "POST",
                                "/payouts",
                                Client.payoutJson(500, "w1", "bob@upi"),
                                "X-Payout-Idempotency",
                                "k1")
                        .ok();
                assertThat(again.path("id"))
                        .isEqualTo(before.path("payouts").path(0).path("id"));
                assertThat(again.path("status").asString()).isEqualTo("processed");
            }
        }
    }

    /** What was answered is there afterwards, whenever the kill comes. */
    @Test
    void aKillInTheMiddleOfManyCallsLosesNoneThatWasAnswered(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("data");
        try (Receiver receiver = new Receiver()) {
            SandboxProcess first = SandboxProcess.start(data, receiver.base(), folder.resolve("first.log"));
            AtomicInteger answered = new AtomicInteger();
            List<CompletableFuture<List<String>>> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String name = "caller-" + i;
                callers.add(CompletableFuture.supplyAsync(() -> paidUntilTheEnd(first.client(), name, answered)));
            }
            await().atMost(PATIENCE).until(() -> answered.get() >= 100);
            first.kill();
            List<String> paid =
                    callers.stream().flatMap(caller -> caller.join().stream()).toList();
            try (SandboxProcess second = SandboxProcess.start(data, receiver.base(), folder.resolve("second.log"))) {
                assertThat(second.client().state().path("payments"))
                        .extracting(payment -> payment.path("id").asString())
                        .containsAll(paid);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(receiver.taken("payment.captured"))
                                .extracting(came -> came.json()
                                        .path("payload")
                                        .path("payment")
                                        .path("entity")
                                        .path("id")
                                        .asString())
                                .containsAll(paid));
            }
        }
    }

    /** The ids of payments that were answered before it was killed. */
    private static List<String> paidUntilTheEnd(Client client, String name, AtomicInteger answered) {
        List<String> paid = new ArrayList<>();
        while (true) {
            Client.Answer order = client.razorpay(
                    "POST", "/orders", "{\"amount\":500,\"currency\":\"INR\",\"receipt\":\"" + name + "\"}");
            if (order.status() != 200) {
                return paid;
            }
            Client.Answer answer =
                    client.bare("POST", "/pay/" + order.json().path("id").asString(), "{\"how\":\"pay\"}");
            if (answer.status() != 200) {
                return paid;
            }
            paid.add(answer.json().path("payments").path(0).path("id").asString());
            answered.incrementAndGet();
        }
    }
}
