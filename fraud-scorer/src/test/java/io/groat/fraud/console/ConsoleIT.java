package io.groat.fraud.console;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.groat.event.EventType;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.review.ReviewStore;
import io.groat.infra.webtest.Chromium;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The review console in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private final RunningScorer scorer = RunningScorer.shared();
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

    @Test
    void aDaysWorkByKeys() {
        String payer = RunningScorer.user("grace");
        for (int i = 0; i < 5; i++) {
            scorer.payAndWait(payer, RunningScorer.user("shop"), 4_000 + 700 * i);
        }
        UUID first = review(payer, 830_000);
        Page page = signedIn("kim", 1280, 800, ColorScheme.LIGHT);
        page.waitForSelector("#review-" + first);
        Chromium.shoot(page, "queue-light");

        page.keyboard().press("j");
        assertThat(page.locator(".item[aria-selected=true]").count()).isOne();
        open(page, first);
        assertThat(page.locator("#case .sum").textContent()).isEqualTo("EUR 8,300.00");
        assertThat(page.locator("#case .reasons").textContent()).contains("AMOUNT");
        page.keyboard().press("c");
        page.waitForSelector("#do-release");
        Chromium.shoot(page, "case-light");
        page.keyboard().press("n");
        page.locator("#why").fill("Called, no answer.");
        page.keyboard().press("Control+Enter");
        page.waitForSelector(".history >> text=Called, no answer.");
        page.keyboard().press("b");
        page.locator("#why").fill("<b>Says</b> it was not them.");
        Chromium.shoot(page, "decide-light");
        page.keyboard().press("Control+Enter");
        page.waitForSelector(
                "#review-" + first, new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(outcome(first)).isEqualTo("blocked");

        page.locator("select[name=status]").selectOption("resolved");
        page.locator("#review-" + first).click();
        page.waitForSelector(".history >> text=it was not them.");
        assertThat(page.locator(".history").textContent()).contains("<b>Says</b> it was not them.");
        page.context().close();
    }

    /** The claim's answer comes, and the case is shown anew, while the analyst writes already. */
    @Test
    void whatIsBeingWrittenStays() {
        UUID payment = review(RunningScorer.user("gus"), 830_500);
        Page page = signedIn("kit", 1280, 800, ColorScheme.LIGHT);
        open(page, payment);
        page.keyboard().press("c");
        page.keyboard().press("n");
        page.keyboard().type("Called,");
        page.waitForSelector("#do-release");
        page.keyboard().type(" no answer.");
        assertThat(page.locator("#why").inputValue()).isEqualTo("Called, no answer.");

        // What can't be sent is not lost either.
        page.context().setOffline(true);
        page.keyboard().press("Control+Enter");
        page.waitForSelector(".toast >> text=can't be reached");
        page.context().setOffline(false);
        assertThat(page.locator("#why").inputValue()).isEqualTo("Called, no answer.");
        page.locator("#send").click();
        page.waitForSelector(".history >> text=Called, no answer.");
        assertThat(page.locator("#why").count()).isZero();
        page.context().close();
    }

    @Test
    void newReviewsComeByThemselvesInTheDarkToo() {
        Page page = signedIn("lee", 1280, 800, ColorScheme.DARK);
        page.waitForSelector("#live.on");
        UUID payment = review(RunningScorer.user("hal"), 910_000);
        page.waitForSelector("#review-" + payment);
        open(page, payment);
        Chromium.shoot(page, "case-dark");
        // What a colleague does is seen as well.
        scorer.as("kim")
                .post()
                .uri("/v1/reviews/{id}/claim", payment)
                .exchange()
                .expectStatus()
                .isOk();
        page.waitForSelector("#review-" + payment + " >> text=user:kim");
        page.waitForSelector("#do-claim[disabled]");
        page.keyboard().press("?");
        Chromium.shoot(page, "keys-dark");
        page.context().close();
    }

    @Test
    void whatWasToppedUpShowsInTheCase() {
        String payer = RunningScorer.user("una");
        Instant now = Instant.now();
        scorer.send(List.of(
                RunningScorer.order(
                        EventType.OrderAttemptFailed,
                        payer,
                        720_000,
                        now.minusSeconds(720),
                        RunningScorer.paymentId(now),
                        ":1",
                        null,
                        null),
                RunningScorer.order(
                        EventType.OrderCredited,
                        payer,
                        720_000,
                        now.minusSeconds(360),
                        RunningScorer.paymentId(now),
                        "",
                        "card-of-" + payer,
                        now.minusSeconds(360))));
        UUID payment = review(payer, 715_000);
        Page page = signedIn("una", 1280, 800, ColorScheme.LIGHT);
        page.waitForSelector("#review-" + payment);
        open(page, payment);
        assertThat(page.locator("#case .reasons").textContent()).contains("FIRST_TOP_UP_OUT");
        assertThat(page.locator("#case .facts").first().textContent())
                .contains(
                        "topped up, first / last6 min / 6 min ago",
                        "newest card or account known for6 min",
                        "of top-ups of 1 h goes out99%",
                        "failed top-ups in 24 h1");
        Chromium.shoot(page, "case-topped-up");
        page.context().close();
    }

    @Test
    void itFitsAPhone() {
        UUID payment = review(RunningScorer.user("ida"), 905_000);
        scorer.send(List.of(RunningScorer.answer(payment, false)));
        await().atMost(PATIENCE)
                .until(() -> RunningScorer.body(scorer.as("max")
                                .get()
                                .uri("/v1/scores/{id}", payment)
                                .exchange())
                        .contains("payer-denied"));
        Page page = signedIn("max", 390, 844, ColorScheme.LIGHT);
        page.waitForSelector("#review-" + payment);
        Chromium.assertFits(page);
        Chromium.shoot(page, "queue-phone");
        page.locator("#review-" + payment).click();
        page.waitForSelector("#case .sum");
        assertThat(page.locator("#case .head").textContent()).contains("payer: not me");
        assertThat(page.locator("#case .history").textContent()).contains("payer:link · answered", "payer-denied");
        Chromium.assertFits(page);
        Chromium.shoot(page, "case-phone");
        page.locator(".back").click();
        assertThat(page.locator("#review-" + payment).isVisible()).isTrue();
        page.context().close();
    }

    @Test
    void anEmptyQueueSaysSo() {
        Page page = signedIn("ned-" + UUID.randomUUID(), 1280, 800, ColorScheme.LIGHT);
        page.locator("select[name=status]").selectOption("mine");
        page.waitForSelector("text=Nothing is waiting here.");
        Chromium.shoot(page, "empty-light");
        page.context().close();
    }

    @Test
    void anEndedSessionAsksToSignInAgain() {
        UUID payment = review(RunningScorer.user("jon"), 902_000);
        Page page = signedIn("oda", 1280, 800, ColorScheme.LIGHT);
        page.evaluate("sessionStorage.setItem('groat.token', 'groat_0123456789abcdef_nolongergood')");
        page.locator("#review-" + payment).click();
        page.waitForSelector("dialog[open] >> text=no longer");
        Chromium.shoot(page, "ended-light");
        signIn(page, "oda");
        page.waitForSelector("#review-" + payment);
        page.context().close();
    }

    @Test
    void aServiceThatIsAwayIsSaidToBe() {
        Page page = signedIn("pat", 1280, 800, ColorScheme.LIGHT);
        page.waitForSelector("#live.on");
        page.context().setOffline(true);
        page.locator("select[name=sort]").selectOption("age");
        page.waitForSelector("#list-note:not(:empty)");
        assertThat(page.locator("#list-note").textContent()).contains("can't be reached");
        Chromium.shoot(page, "away-light");
        page.context().setOffline(false);
        page.waitForSelector("#live.on");
        page.context().close();
    }

    @Test
    void aWalletOwnerSeesNothing() {
        Page page = chromium.open(scorer.address(), 1280, 800, ColorScheme.LIGHT);
        page.locator("#token").fill(RunningScorer.issuer().token("ria", "user"));
        page.keyboard().press("Enter");
        page.waitForSelector("text=This key or token is not an analyst's.");
        assertThat(page.locator(".item").count()).isZero();
        page.context().close();
    }

    private Page signedIn(String analyst, int width, int height, ColorScheme scheme) {
        Page page = chromium.open(scorer.address(), width, height, scheme);
        signIn(page, analyst);
        return page;
    }

    private static void signIn(Page page, String analyst) {
        page.locator("#token").fill(RunningScorer.issuer().token(analyst, "analyst"));
        page.keyboard().press("Enter");
        page.waitForSelector("#sign-out:not([hidden])");
    }

    private static void open(Page page, UUID payment) {
        Locator item = page.locator("#review-" + payment);
        item.click();
        page.waitForSelector("#case[data-payment='" + payment + "'] .sum");
    }

    /** A hold's money has not moved, and it says until when that may still come. */
    @Test
    void aHoldIsShownAsOne() {
        UUID waiting = heldUntilTomorrow("UNDER_REVIEW");
        UUID standing = heldUntilTomorrow("AUTHORIZED");
        Page page = signedIn("hal", 390, 844, ColorScheme.DARK);
        open(page, waiting);
        assertThat(page.locator("#case .head").textContent())
                .contains("hold under review, until ")
                .doesNotContain("has moved");
        Chromium.shoot(page, "hold-phone-dark");
        page.context().close();

        page = signedIn("hal", 1280, 800, ColorScheme.LIGHT);
        open(page, standing);
        assertThat(page.locator("#case .head").textContent())
                .contains("hold, until ")
                .doesNotContain("has moved");
        page.keyboard().press("n");
        page.keyboard().press("Escape");
        page.keyboard().press("b");
        assertThat(page.locator("#why").getAttribute("placeholder")).contains("hold stands");
        Chromium.shoot(page, "hold-light");
        page.context().close();
    }

    private UUID heldUntilTomorrow(String status) {
        Instant now = Instant.now();
        UUID id = RunningScorer.paymentId(now);
        scorer.send(List.of(RunningScorer.hold(
                status,
                RunningScorer.user("ivy"),
                RunningScorer.user("hotel"),
                840_000,
                now,
                now.plus(Duration.ofDays(1)),
                id)));
        scorer.scored(id);
        RunningScorer.awaitFound(scorer.bean(ReviewStore.class).find(id));
        return id;
    }

    private UUID review(String payer, long amountMinor) {
        UUID payment = scorer.pay(payer, RunningScorer.user("shop"), amountMinor, "HELD");
        RunningScorer.awaitFound(scorer.bean(ReviewStore.class).find(payment));
        return payment;
    }

    private String outcome(UUID payment) {
        await().atMost(PATIENCE)
                .until(() -> RunningScorer.awaitFound(
                                scorer.bean(ReviewStore.class).find(payment))
                        .resolved());
        return Objects.requireNonNull(
                        RunningScorer.awaitFound(scorer.bean(ReviewStore.class).find(payment))
                                .outcome())
                .name();
    }
}
