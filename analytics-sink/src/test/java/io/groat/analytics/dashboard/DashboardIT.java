package io.groat.analytics.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.analytics.AnalyticsEvents;
import io.groat.analytics.AnalyticsEvents.Payment;
import io.groat.analytics.FakeRouter;
import io.groat.analytics.RunningSink;
import io.groat.event.Event;
import io.groat.event.EventType;
import io.groat.event.FraudDecision;
import io.groat.event.ReviewOutcome;
import io.groat.infra.webtest.Chromium;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    private FakeRouter router;
    private RunningSink sink;
    private Chromium chromium;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        router = new FakeRouter();
        sink = RunningSink.named(
                RunningSink.name(),
                "--groat.analytics.watch.router=" + router.address(),
                "--groat.analytics.watch.services.shard-router=" + router.address());
        sink.awaitUp();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
            sink.close();
            router.close();
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

    /** Other tests' events are days old: windows up to a day are empty, if they came before. */
    @Test
    @Order(1)
    void anEmptySystemShowsZerosAndSaysSo() {
        Page page = signedIn("?window=5m", 1280, 900, ColorScheme.LIGHT);
        page.waitForSelector("#empty");
        assertThat(page.locator("#value-completed").textContent()).isEqualTo("0");
        assertThat(page.locator("#value-success").textContent()).isEqualTo("–");
        Chromium.shoot(page, "empty-light");
        page.context().close();
    }

    @Test
    @Order(2)
    void paymentsShowAsTheyCome() {
        Page page = signedIn("?window=5m", 1280, 900, ColorScheme.LIGHT);
        page.waitForSelector("#shards >> text=closed");
        int before = completed(page);
        RunningSink.send(payments(400));
        await().atMost(RunningSink.PATIENCE).until(() -> completed(page) > before);
        page.waitForSelector("#reasons >> text=INSUFFICIENT_FUNDS");
        page.waitForSelector("#channels >> text=email");
        await().atMost(RunningSink.PATIENCE)
                .until(() -> page.locator("#flow-text").textContent().contains("across shards: "));
        assertThat(page.locator("#value-accounts").textContent()).isEqualTo("1,006");
        page.waitForTimeout(6_000);
        Chromium.shoot(page, "busy-light");
        page.context().close();
    }

    @Test
    @Order(3)
    void theWindowIsChosenByKeysAndStaysInTheAddress() {
        Page page = signedIn("?window=1h", 1280, 900, ColorScheme.DARK);
        page.locator("[data-window='1h']").focus();
        page.keyboard().press("ArrowRight");
        page.waitForSelector("[data-window='24h'][aria-checked='true']");
        assertThat(page.url()).endsWith("/?window=24h");
        await().atMost(RunningSink.PATIENCE).until(() -> completed(page) > 0);
        page.goBack();
        page.waitForSelector("[data-window='1h'][aria-checked='true']");
        page.waitForTimeout(1_500);
        Chromium.shoot(page, "busy-dark");
        page.locator("#theme").click();
        assertThat(page.url()).contains("theme=light");
        page.context().close();
    }

    @Test
    @Order(4)
    void itFitsAPhone() {
        Page page = signedIn("?window=1h", 390, 844, ColorScheme.LIGHT);
        await().atMost(RunningSink.PATIENCE).until(() -> completed(page) > 0);
        page.waitForTimeout(1_500);
        Chromium.assertFits(page);
        Chromium.shoot(page, "phone");
        page.context().close();
    }

    @Test
    @Order(5)
    void aDeadSourceShowsAsStaleSinceWhen() {
        Page page = signedIn("?window=1h", 1280, 900, ColorScheme.DARK);
        page.waitForSelector("#shards >> text=closed");
        router.away(true);
        try {
            page.waitForSelector("#stale-router >> text=stale since");
            page.waitForSelector("#tile-accounts.stale >> text=stale since");
            assertThat(page.locator("#value-accounts").textContent()).isEqualTo("1,006");
            Chromium.shoot(page, "stale-dark");
        } finally {
            router.away(false);
        }
        page.waitForSelector(
                "#stale-router",
                new Page.WaitForSelectorOptions()
                        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        page.context().close();
    }

    @Test
    @Order(6)
    void nobodySeesFiguresWithoutARole() {
        Page page = chromium.open(sink.address() + "/", 1280, 900, ColorScheme.LIGHT);
        page.locator("#token").fill(RunningSink.issuer().token("eve", "user"));
        page.keyboard().press("Enter");
        page.waitForSelector("#sign-in-error >> text=role of an analyst");
        page.locator("#token").fill("nonsense");
        page.keyboard().press("Enter");
        page.waitForSelector("#sign-in-error >> text=not, or no longer, good");
        page.context().close();
    }

    private static int completed(Page page) {
        return Integer.parseInt(
                page.locator("#value-completed").textContent().replace(",", "").replace("–", "0"));
    }

    private static List<Event> payments(int count) {
        Random random = new Random(9);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = Instant.now().minusMillis(random.nextInt(200_000));
            Payment payment = Payment.of("payer-" + random.nextInt(90), "payee-" + random.nextInt(40), 500 + i * 37, at)
                    .within(random.nextInt(4));
            if (i % 3 > 0) {
                payment = new Payment(
                        payment.id(),
                        payment.payer(),
                        payment.payee(),
                        payment.amount(),
                        "EUR",
                        i % 4,
                        (i + 1) % 4,
                        at);
            }
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
        }
        return events;
    }
}
