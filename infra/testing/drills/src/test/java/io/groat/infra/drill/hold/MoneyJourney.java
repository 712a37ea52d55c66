package io.groat.infra.drill.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.infra.launcher.stack.StackHandle;
import io.groat.infra.webtest.Chromium;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * The way of some money through the whole system, in a browser where a person would have one: topped up at the gateway's page,
 * paid, paid out, and found on the admin page and on the dashboard.
 */
final class MoneyJourney {

    private static final Duration POLL = Duration.ofMillis(200);

    private final StackHandle stack;
    private final Bank bank;
    private final Api router;

    MoneyJourney(StackHandle stack, Bank bank) {
        this.stack = stack;
        this.bank = bank;
        this.router = new Api(stack.port("shard-router"), stack.operatorKey());
    }

    void make() {
        String ada = bank.open(0);
        String ben = bank.openBeside(ada, true);
        try (Chromium chromium = Chromium.start()) {
            String order = topUp(chromium, ada);
            assertThat(bank.balance(ada, "available")).isEqualTo(25);
            Api.Document paid = bank.pay(ada, ben, 10).join();
            String transfer = paid.text("id");
            assertThat(transfer).as(paid.toString()).isNotEmpty();
            bank.awaitStatus(transfer, "COMPLETED");
            String payout = payOut(ben);
            assertThat(bank.balance(ben, "available")).isEqualTo(3);

            onTheAdminPage(chromium, ada, order, payout);
            onTheDashboard(chromium, transfer, router.get("/v1/orders/" + order).text("movementId"));
            assertThat(chromium.errors()).isEmpty();
        }
        assertThat(bank.balanced()).isTrue();
    }

    private String topUp(Chromium chromium, String user) {
        Api.Document made =
                keyed("/v1/orders", Map.of("payee", user, "amount", 2500, "currency", "EUR", "method", "upi"));
        Page payer = chromium.open(made.text("checkoutUrl"), 390, 844, ColorScheme.LIGHT);
        payer.waitForSelector("text=EUR 25.00");
        payer.locator("button[data-how=pay]").click();
        payer.waitForSelector("#status >> text=Paid");
        payer.context().close();
        return ended("/v1/orders/", made.text("id"), "CREDITED");
    }

    private String payOut(String user) {
        Api.Document place = router.post(
                "/v1/users/" + user + "/destinations", Map.of("kind", "upi", "currency", "EUR", "upi", "ben.b@okbank"));
        assertThat(place.status()).as(place.toString()).isEqualTo(201);
        Api.Document made = keyed(
                "/v1/payouts",
                Map.of("payer", user, "amount", 700, "currency", "EUR", "destination", place.text("id")));
        return ended("/v1/payouts/", made.text("id"), "SETTLED");
    }

    private Api.Document keyed(String path, Map<String, Object> body) {
        Api.Document made = router.post(path, UUID.randomUUID().toString(), body);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private String ended(String path, String id, String status) {
        await().atMost(Bank.PATIENCE)
                .pollInterval(POLL)
                .untilAsserted(
                        () -> assertThat(router.get(path + id).text("status")).isEqualTo(status));
        return id;
    }

    private void onTheAdminPage(Chromium chromium, String user, String order, String payout) {
        Page page = signedIn(
                chromium,
                stack.port("shard-router"),
                "admin#/orders?userId=" + user,
                stack.operatorKey().text());
        page.locator("a[data-key='" + order + "']").click();
        page.waitForSelector("#case .head .tag >> text=credited");
        page.locator("nav a >> text=Payouts").click();
        page.locator("a[data-key='" + payout + "']").click();
        page.waitForSelector("#case .head .tag >> text=settled");
        assertThat(page.locator("#case").textContent()).contains("EUR 7.00", "be…@okbank");
        page.locator("nav a >> text=Settlements").click();
        page.locator("#transit").click();
        page.waitForSelector("#transit-razorpay-EUR >> text=All of it is explained.");
        assertThat(page.locator("#transit-razorpay-EUR").textContent()).contains("payments", "payouts");
        Chromium.shoot(page, "journey-transit");
        page.context().close();
    }

    /** The transfer and the deposit tell their stories there once their events have gone all the way. */
    private void onTheDashboard(Chromium chromium, String transfer, String deposit) {
        Page page = signedIn(
                chromium,
                stack.port("analytics-sink"),
                "?window=1h",
                stack.analystKey().text());
        page.waitForSelector("#live.on");
        for (String id : new String[] {transfer, deposit}) {
            Api sink = new Api(stack.port("analytics-sink"), stack.analystKey());
            await().atMost(Bank.PATIENCE)
                    .pollInterval(POLL)
                    .untilAsserted(() -> assertThat(sink.get("/v1/payments/" + id + "/timeline")
                                    .body()
                                    .toString())
                            .contains("PaymentCompleted"));
            page.keyboard().press("/");
            page.locator("#payment").fill(id);
            page.keyboard().press("Enter");
            page.waitForSelector("#story-id >> text=\"" + id + "\"");
            page.waitForSelector("#story-events >> text=PaymentCompleted");
            Chromium.shoot(page, "journey-dashboard");
            page.keyboard().press("Escape");
        }
        page.context().close();
    }

    private static Page signedIn(Chromium chromium, int port, String place, String key) {
        Page page = chromium.open("http://127.0.0.1:" + port + "/" + place, 1280, 800, ColorScheme.LIGHT);
        page.locator("#token").fill(key);
        page.keyboard().press("Enter");
        return page;
    }
}
