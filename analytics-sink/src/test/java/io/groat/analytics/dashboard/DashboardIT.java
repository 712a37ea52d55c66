package io.groat.analytics.dashboard;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.groat.analytics.AnalyticsEvents;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.FakeRouter;
import io.groat.analytics.RunningSink;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.PaymentEvent;
import io.groat.event.ReviewOutcome;
import io.groat.infra.webtest.Chromium;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The dashboard in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DashboardIT {

    private static final List<List<Event>> PAYMENTS = payments(400);
    private static final long COMPLETED = PAYMENTS.stream()
            .flatMap(List::stream)
            .filter(event -> event.type() == EventType.PaymentCompleted)
            .count();

    private final FakeRouter router = RunningSink.router();
    private final RunningSink sink = RunningSink.shared();
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void nothingWentWrongInThePage() {
        assertThat(chromium.errors()).isEmpty();
    }

    private Page signedIn(String view, int width, int height, ColorScheme scheme) {
        Page page = chromium.open(sink.address() + "/" + view, width, height, scheme);
        page.locator("#token").fill(RunningSink.analystToken());
        page.keyboard().press("Enter");
        page.waitForSelector("#live.on");
        return page;
    }

    /** Other tests' events are older than five minutes. */
    @Test
    @Order(1)
    void anEmptySystemShowsZerosAndSaysSo() {
        Page page = signedIn("?window=5m", 1440, 900, ColorScheme.LIGHT);
        page.waitForSelector("#empty");
        page.waitForSelector("#shards >> text=closed");
        assertThat(page.locator("#value-completed").textContent()).isEqualTo("0");
        assertThat(page.locator("#value-success").textContent()).isEqualTo("–");
        assertThat(page.locator("#reasons").textContent()).contains("no payment ended in the window");
        assertThat(page.locator("#outside").isVisible()).isFalse();
        Chromium.shoot(page, "empty-light");
        page.context().close();
    }

    @Test
    @Order(2)
    void paymentsShowAsTheyCome() {
        Page page = signedIn("?window=1h", 1440, 900, ColorScheme.LIGHT);
        page.waitForSelector("#shards >> text=closed");
        int before = completed(page);
        RunningSink.send(events(0, PAYMENTS.size() / 2));
        await().atMost(PATIENCE).until(() -> completed(page) > before);
        page.waitForSelector("#reasons >> text=INSUFFICIENT_FUNDS");
        page.waitForSelector("#channels >> text=email");
        Instant now = Instant.now();
        RunningSink.send(List.of(
                Payment.deposit("payer-1", 250_000, now).completed(0),
                Payment.withdrawal("payer-2", 100_050, now).completed(0)));
        page.waitForSelector("#funding >> text=1,499.50");
        page.waitForSelector("#rate >> text=completed a second");
        page.waitForSelector("#history .strip .soft >> text=up");
        RunningSink.send(events(PAYMENTS.size() / 2, PAYMENTS.size()));
        await().atMost(PATIENCE).until(() -> completed(page) == before + COMPLETED);
        assertThat(page.locator("#flow-text").textContent()).contains("across shards: ");
        assertThat(page.locator("#value-accounts").textContent()).isEqualTo("1,006");
        assertThat(page.locator("#system").textContent()).contains("shard-router", "breaker open", "lag ");
        Chromium.shoot(page, "busy-light");
        page.locator("[data-chart=latency]").click();
        assertThat(page.url()).endsWith("/?window=1h&chart=latency");
        Chromium.shoot(page, "latency-light");
        page.context().close();
    }

    @Test
    @Order(3)
    void theWindowIsChosenByKeysAndStaysInTheAddress() {
        Page page = signedIn("?window=1h", 1440, 900, ColorScheme.DARK);
        page.locator("[data-window='1h']").focus();
        page.keyboard().press("ArrowRight");
        page.waitForSelector("[data-window='24h'][aria-checked='true']");
        assertThat(page.url()).endsWith("/?window=24h");
        page.waitForSelector("#over-time canvas");
        await().atMost(PATIENCE).until(() -> completed(page) > 0);
        page.keyboard().press("4");
        page.waitForSelector("#as-of >> text=from all events");
        page.goBack();
        page.goBack();
        page.waitForSelector("[data-window='1h'][aria-checked='true']");
        page.waitForSelector("#as-of:not(:has-text('from all events'))");
        Chromium.shoot(page, "busy-dark");
        page.locator("#theme").click();
        assertThat(page.url()).contains("theme=light");
        page.context().close();
    }

    @Test
    @Order(4)
    void aPaymentTellsItsStory() {
        Page page = signedIn("?window=1h", 1440, 900, ColorScheme.LIGHT);
        String id = PAYMENTS.get(0).get(0).id();
        page.keyboard().press("/");
        page.keyboard().type(id.substring(0, id.indexOf(':')));
        page.keyboard().press("Enter");
        page.waitForSelector("#story-events >> text=PaymentInitiated");
        page.waitForSelector("#story-events >> text=FraudScoreCalculated");
        assertThat(page.url()).contains("&payment=");
        Chromium.shoot(page, "story-light");
        page.keyboard().press("Escape");
        page.waitForURL(sink.address() + "/?window=1h");
        page.context().close();
    }

    @Test
    @Order(5)
    void itFitsAPhone() {
        Page page = signedIn("?window=1h", 390, 844, ColorScheme.LIGHT);
        await().atMost(PATIENCE).until(() -> completed(page) > 0);
        page.waitForSelector("#system svg");
        page.waitForSelector("#history .strip");
        Chromium.assertFits(page);
        Chromium.shoot(page, "phone");
        page.context().close();
    }

    @Test
    @Order(6)
    void aDeadSourceShowsAsStaleSinceWhen() {
        Page page = signedIn("?window=1h", 1440, 900, ColorScheme.DARK);
        page.waitForSelector("#shards >> text=closed");
        router.away(true);
        try {
            page.waitForSelector("#stale-router >> text=stale since");
            page.waitForSelector("#tile-accounts.stale >> text=stale since");
            page.waitForSelector("#system .how >> text=as last seen");
            assertThat(page.locator("#value-accounts").textContent()).isEqualTo("1,006");
            Chromium.shoot(page, "stale-dark");
        } finally {
            router.away(false);
        }
        page.waitForSelector(
                "#stale-router", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        page.context().close();
    }

    @Test
    @Order(7)
    void nobodySeesFiguresWithoutARole() {
        Page page = chromium.open(sink.address() + "/", 1440, 900, ColorScheme.LIGHT);
        page.locator("#token").fill(RunningSink.issuer().token("eve", "user"));
        page.keyboard().press("Enter");
        page.waitForSelector("#sign-in-error >> text=role of an analyst");
        page.locator("#token").fill("nonsense");
        page.keyboard().press("Enter");
        page.waitForSelector("#sign-in-error >> text=not, or no longer, good");
        page.context().close();
    }

    @Test
    @Order(8)
    void moneyFromOutsideShowsByProviderAndMethod() {
        RunningSink.send(outside());
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = signedIn("?window=5m", 1440, 900, scheme);
            page.waitForSelector("#orders >> text=razor-upi");
            page.waitForSelector("#payouts >> text=refunds to the source");
            page.waitForSelector("#disputes >> text=razor-upi");
            String orders = page.locator("#orders").textContent();
            assertThat(orders).contains("none has taken it", "upi", "card", "75%", "EUR");
            assertThat(page.locator("#payouts").textContent()).contains("66.67%", "44.8 s");
            Chromium.shoot(page, "outside-" + scheme.name().toLowerCase(Locale.ROOT));
            page.context().close();
        }
        Page phone = signedIn("?window=5m", 390, 844, ColorScheme.LIGHT);
        phone.waitForSelector("#orders >> text=razor-upi");
        Chromium.assertFits(phone);
        Chromium.shoot(phone, "outside-phone");
        phone.context().close();
    }

    /** Three of four orders by UPI are credited, two of three payouts arrive. */
    private static List<Event> outside() {
        Instant at = Instant.now().minusSeconds(20);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            AnalyticsEvents.Order order = AnalyticsEvents.Order.of(
                    i % 2 == 0 ? "razor-upi" : "stripe-eu", i % 2 == 0 ? "upi" : "card", 12_345, at);
            events.add(order.created());
            if (i < 6) {
                events.add(order.credited(900 + i * 300));
            } else {
                events.add(order.attemptFailed(1, 50));
                events.add(order.failed(70));
            }
        }
        events.add(AnalyticsEvents.Order.of(null, "bank", 100, at).created());
        for (int i = 0; i < 3; i++) {
            UUID id = AnalyticsEvents.paymentId(at);
            events.add(AnalyticsEvents.payout(EventType.PayoutCreated, id, null, "razor-upi", 50_000, at, 0));
            events.add(AnalyticsEvents.payout(
                    i < 2 ? EventType.PayoutSettled : EventType.PayoutFailed,
                    id,
                    null,
                    "razor-upi",
                    50_000,
                    at,
                    45_000));
        }
        UUID back = AnalyticsEvents.paymentId(at);
        events.add(AnalyticsEvents.payout(EventType.PayoutCreated, back, back, "stripe-eu", 12_345, at, 0));
        events.add(AnalyticsEvents.payout(EventType.PayoutSettled, back, back, "stripe-eu", 12_345, at, 15_000));
        UUID dispute = AnalyticsEvents.paymentId(at);
        events.add(AnalyticsEvents.dispute(EventType.DisputeOpened, dispute, "razor-upi", 12_345, at));
        events.add(AnalyticsEvents.dispute(EventType.DisputeLost, dispute, "razor-upi", 12_345, at));
        return events;
    }

    private static int completed(Page page) {
        return Integer.parseInt(
                page.locator("#value-completed").textContent().replace(",", "").replace("–", "0"));
    }

    private static List<Event> events(int from, int to) {
        return PAYMENTS.subList(from, to).stream().flatMap(List::stream).toList();
    }

    /** The events of each payment. */
    private static List<List<Event>> payments(int count) {
        Random random = new Random(9);
        return IntStream.range(0, count).mapToObj(i -> payment(random, i)).toList();
    }

    private static List<Event> payment(Random random, int i) {
        Instant at = Instant.now().minusMillis(25_000 + random.nextInt(75_000));
        int shard = i % 4;
        Payment payment = new Payment(
                AnalyticsEvents.paymentId(at),
                PaymentEvent.TRANSFER,
                "payer-" + random.nextInt(90),
                "payee-" + random.nextInt(40),
                500 + i * 37,
                "EUR",
                shard,
                i % 3 == 0 ? shard : (shard + 1) % 4,
                at,
                null);
        List<Event> events = new ArrayList<>();
        boolean held = i % 19 == 0;
        events.add(held ? payment.held() : payment.initiated());
        events.add(payment.scored(held ? FraudDecision.review : FraudDecision.allow, at));
        if (held) {
            events.add(payment.reviewRequired(at));
            events.add(payment.reviewResolved(ReviewOutcome.blocked, at.plusSeconds(20)));
            events.add(payment.cancelled("RISK_DECLINED", 20_100));
        } else if (i % 23 == 0) {
            events.add(payment.failed(i % 2 == 0 ? "INSUFFICIENT_FUNDS" : "ACCOUNT_CLOSED", 5));
        } else if (i % 31 > 0) {
            events.add(payment.completed(2 + random.nextInt(40)));
            events.add(payment.notified(i % 5 == 0 ? EventType.SMSFailed : EventType.EmailSent, at));
        }
        if (i % 10 == 0) {
            events.add(AnalyticsEvents.userCreated("user-" + i, at));
        }
        return events;
    }
}
