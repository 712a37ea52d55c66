package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both providers' settlement files. */
class SettlementTest {

    private final RunningSandbox sandbox;
    private final Client client;

    SettlementTest(@TempDir Path folder) {
        sandbox = new RunningSandbox(folder);
        client = sandbox.client();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private List<String> razorpay(String query) {
        return lines(client.razorpay("GET", "/settlements/recon.csv" + query, null));
    }

    private static List<String> lines(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", List.of("text/csv; charset=utf-8"));
        assertThat(answer.text()).endsWith("\r\n");
        return List.of(answer.text().split("\r\n", -1));
    }

    @Test
    void theFirstProvidersHasDebitsAndCredits() {
        client.control("/defaults", "{\"payouts\":\"hold\"}").ok();
        String order = client.order("r \\\"1\\\", or so");
        String payment =
                client.pay(order, "pay").path("payments").path(0).path("id").asString();
        String refund = client.razorpay("POST", "/payments/" + payment + "/refund", "{\"amount\":345}")
                .ok()
                .path("id")
                .asString();
        String payout = client.razorpay(
                        "POST", "/payouts", Client.payoutJson(500, "w1", "bob@upi"), "X-Payout-Idempotency", "k1")
                .ok()
                .path("id")
                .asString();
        client.control("/payouts/" + payout, "{\"how\":\"process\"}").ok();
        client.control("/payouts/" + payout, "{\"how\":\"return\"}").ok();

        List<String> lines = razorpay("");
        assertThat(lines.get(0))
                .isEqualTo("entity_id,type,debit,credit,amount,currency,fee,tax,settlement_id,settled_at,order_id,"
                        + "order_receipt,created_at");
        String reference = order + ",\"r \"\"1\"\", or so\",";
        assertThat(lines.get(1))
                .startsWith(payment + ",payment,0,12098,12345,INR,247,0,setl_")
                .contains(reference);
        assertThat(lines.get(2))
                .startsWith(refund + ",refund,345,0,345,INR,0,0,setl_")
                .contains(reference);
        assertThat(lines.get(3))
                .startsWith(payout + ",payout,500,0,500,INR,0,0,setl_")
                .contains(",,w1,");
        assertThat(lines.get(4)).startsWith(payout + ",adjustment,0,500,500,INR,0,0,setl_");
        assertThat(lines).hasSize(6);
    }

    @Test
    void theSecondProvidersHasSigns() {
        String payment = client.pay(client.session("c1"), "dispute")
                .path("payments")
                .path(0)
                .path("id")
                .asString();
        client.stripe("POST", "/refunds", Map.of("payment_intent", payment, "amount", "345"))
                .ok();
        List<String> lines = lines(client.stripe("GET", "/reports/balance.csv", null));
        assertThat(lines.get(0)).isEqualTo("id,type,source,amount,fee,net,currency,created,available_on,reference");
        assertThat(lines.get(1)).matches("txn_\\w+,charge," + payment + ",12345,247,12098,eur,[0-9: -]+,[0-9: -]+,c1");
        assertThat(lines.get(2)).matches("txn_\\w+,adjustment,dp_\\w+,-12345,0,-12345,eur,[0-9: -]+,[0-9: -]+,c1");
        assertThat(lines.get(3)).matches("txn_\\w+,refund,re_\\w+,-345,0,-345,eur,[0-9: -]+,[0-9: -]+,c1");
        assertThat(lines).hasSize(5);
    }

    @Test
    void aFileIsOfATime() {
        client.pay(client.order("r1"), "pay");
        long now = Instant.now().getEpochSecond();
        assertThat(razorpay("?from=" + (now - 60) + "&to=" + (now + 60))).hasSize(3);
        assertThat(razorpay("?from=" + (now + 60))).hasSize(2);
        assertThat(razorpay("?to=2026-01-31")).hasSize(2);
        assertThat(client.razorpay("GET", "/settlements/recon.csv?from=yesterday", null)
                        .status())
                .isEqualTo(400);
    }
}
