package io.groat.router.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.jayway.jsonpath.JsonPath;
import io.groat.db.Rows;
import io.groat.engine.ShardGateway;
import io.groat.event.StoredEvent;
import io.groat.infra.testservers.TestServers;
import io.groat.outbox.OutboxPayload;
import io.groat.router.RunningRouter;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Orders and payouts tell what becomes of them, with gateways of both shapes; what paid is known by its hash alone. */
class OutsideEventsIT {

    private static final String ADDRESS = "ada.private@okbank";
    private static final String CARD = "5555555555554444";

    private final SandboxedRouter both = SandboxedRouter.shared();
    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();
    private final OutsideMoney money = OutsideMoney.of(router);

    @ParameterizedTest
    @CsvSource({
        "upi,  '\"upi\":\"failure@okbank\"',     '\"upi\":\"ada.private@okbank\"',  PAYMENT_DECLINED",
        "card, '\"card\":\"4000000000000002\"',  '\"card\":\"5555555555554444\"',   CARD_DECLINED",
    })
    void anAttemptAndACreditAreToldWithWhatPaid(String method, String bad, String good, String reason) {
        String user = router.wallet(1, 0);
        String first = money.order(user, 500, method);
        pay(first, bad);
        Awaitility.await().untilAsserted(() -> assertThat(occasions(first)).contains("OrderAttemptFailed:1"));
        pay(first, good);
        money.awaitOrder(first, "CREDITED");
        String second = money.order(user, 500, method);
        pay(second, good);
        money.awaitOrder(second, "CREDITED");

        Awaitility.await()
                .untilAsserted(() -> assertThat(occasions(second)).containsExactly("OrderCreated", "OrderCredited"));
        assertThat(occasions(first)).containsExactly("OrderCreated", "OrderAttemptFailed:1", "OrderCredited");
        assertThat(told(first).get(1).data()).contains("\"reason\":\"" + reason + "\"", "\"attempts\":1");
        String one = told(first).get(2).data();
        String other = told(second).get(1).data();
        assertThat(JsonPath.<String>read(one, "$.instrument"))
                .matches("[0-9a-f]{64}")
                .isEqualTo(JsonPath.read(other, "$.instrument"));
        assertThat(JsonPath.<String>read(other, "$.instrumentSeenAt"))
                .isEqualTo(JsonPath.read(one, "$.instrumentSeenAt"))
                .isEqualTo(JsonPath.read(one, "$.paidAt"));
        assertThat(JsonPath.<Integer>read(one, "$.attempts")).isEqualTo(1);
        assertThat(told(first)).allSatisfy(event -> assertThat(event.key()).isEqualTo(user));
    }

    @Test
    void aPayoutIsToldUntilItHasArrived() {
        String user = router.wallet(2, 1000);
        String payout = money.payout(user, 300, money.destination(user, "ada@okbank"));
        money.awaitPayout(payout, "SETTLED");
        Awaitility.await()
                .untilAsserted(() -> assertThat(occasions(payout))
                        .startsWith("PayoutCreated")
                        .endsWith("PayoutSettled"));
        assertThat(told(payout)).allSatisfy(event -> {
            assertThat(event.key()).isEqualTo(user);
            assertThat(event.data()).doesNotContain("ada@okbank");
        });
    }

    /** What a gateway says of a card or an address is in no table, no log and no event. */
    @Test
    void whatPaidIsKnownByItsHashAlone() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        String user = router.wallet(3, 0);
        String byAddress = money.order(user, 500, "upi");
        String byCard = money.order(user, 500, "card");
        pay(byAddress, "\"upi\":\"" + ADDRESS + "\"");
        pay(byCard, "\"card\":\"" + CARD + "\"");
        money.awaitOrder(byAddress, "CREDITED");
        money.awaitOrder(byCard, "CREDITED");
        Awaitility.await().untilAsserted(() -> assertThat(occasions(byCard)).contains("OrderCredited"));
        root.detachAppender(log);

        List<String> kept = new ArrayList<>(tables());
        log.list.forEach(line -> kept.add(line.getFormattedMessage()));
        String mark = fingerprint(byCard);
        assertThat(sandbox.state()).doesNotContain(CARD);
        assertThat(kept)
                .anyMatch(text -> text.contains("payment.captured"))
                .anyMatch(text -> text.contains("paid_by"))
                .allSatisfy(text -> assertThat(text).doesNotContain("ada.private", CARD, mark, "last4", "\"vpa\""));
    }

    /** As the gateway shows it to whoever has its key. */
    private String fingerprint(String order) {
        String payment = read(
                        "SELECT payment_id FROM gateway_payments WHERE order_id = UUID_TO_BIN('" + order + "')",
                        row -> Rows.getText(row, 0))
                .get(0);
        String charges = sandbox.file("/stripe/v1/charges?payment_intent=" + payment);
        return JsonPath.read(charges, "$.data[0].payment_method_details.card.fingerprint");
    }

    private List<String> tables() {
        List<String> kept = new ArrayList<>(read(
                "SELECT body FROM gateway_events UNION ALL"
                        + " SELECT CONCAT_WS(' ', payment_id, reason, instrument) FROM gateway_payments"
                        + " UNION ALL SELECT CONCAT_WS(' ', reference, checkout, reason, provider_id) FROM orders",
                row -> Rows.getText(row, 0)));
        told("").forEach(event -> kept.add(event.data()));
        return kept;
    }

    private void pay(String order, String by) {
        String checkout = money.checkout(order);
        sandbox.payBy(checkout.substring(checkout.lastIndexOf('/') + 1), by);
    }

    private List<String> occasions(String about) {
        return told(about).stream()
                .map(event -> event.id().substring(about.length() + 1))
                .toList();
    }

    /** There is no Kafka here: what is told stays in the outboxes. */
    private List<StoredEvent> told(String about) {
        return read("SELECT payload, traces, topics FROM outbox_events ORDER BY id", OutsideEventsIT::content).stream()
                .flatMap(content -> content.events().stream())
                .filter(event -> event.id().startsWith(about))
                .toList();
    }

    private static OutboxPayload.Content content(Readable row) {
        return OutboxPayload.decode(
                Objects.requireNonNull(row.get(0, byte[].class)), Rows.findText(row, 1), Rows.findText(row, 2));
    }

    /** From all shards, the rows of each in order. */
    private <T> List<T> read(String sql, Function<Readable, T> map) {
        return router.bean(ShardGateway.class)
                .onAll(shard -> shard.database().read(sql, statement -> {}, map))
                .flatMapIterable(rows -> rows)
                .collectList()
                .blockOptional(TestServers.PATIENCE)
                .orElseThrow();
    }
}
