package io.groat.router.gateway;

import static io.groat.router.RunningRouter.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.groat.infra.webtest.Chromium;
import io.groat.router.RunningRouter;
import io.groat.router.admin.AdminBrowser;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Orders, payouts and destinations on the admin page. */
class OutsideMoneyPageIT {

    /** From here on a payout waits for a person. */
    private static final long LARGE = 700_000;

    @RegisterExtension
    static final AdminBrowser BROWSER = new AdminBrowser();

    private final SandboxedRouter both = SandboxedRouter.shared();
    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();
    private final OutsideMoney money = OutsideMoney.of(router);

    @Test
    void anOrderShowsWhatIsAsideAndIsRefundedOnce() {
        String user = router.wallet(1, 0);
        String id = money.credited(sandbox, user, 500, "twice");
        String open = money.order(user, 700, "card");
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                RunningRouter.readAll(money.get("/v1/orders/" + id), "$.payments[*].movementId"))
                        .hasSize(2));

        Page page = signedIn("#/orders?userId=" + user, 1280, 800, ColorScheme.LIGHT);
        assertThat(page.locator("a[data-key='" + open + "']").textContent()).contains(user, "EUR 7.00", "created card");
        page.locator("select[name=status]").selectOption("CREDITED");
        page.locator("#filters button").click();
        page.waitForSelector(
                "a[data-key='" + open + "']",
                new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        page.locator("a[data-key='" + id + "']").click();
        page.waitForSelector("#refund-order:enabled");
        assertThat(page.locator("#case table").first().textContent())
                .contains("in the wallet", "put aside", "The order had been paid already.");
        assertThat(page.locator("#case").textContent()).contains("Top-up <b>").doesNotContain("/pay/");
        Chromium.shoot(page, "admin-order-light");

        page.locator("#refund-order").click();
        page.locator("input[name=amount]").fill("5.01");
        page.waitForSelector("#ask .says >> text=No more than EUR 5.00 is left.");
        page.locator("input[name=amount]").fill("2");
        assertThat(page.locator("#ask .says").textContent()).contains("EUR 2.00 goes from " + user, "razorpay");
        Chromium.shoot(page, "admin-order-refund-light");
        page.locator("#ask-sure").dblclick();
        page.waitForSelector("#ask:not([open])", attached());
        page.waitForSelector("#case a[href^='#/payouts/']");
        assertThat(money.refundsOf(id)).containsExactly(200);
        page.waitForSelector("#case .facts >> text=EUR 3.00");

        page.locator("#case a[href^='#/payouts/']").click();
        page.waitForSelector("#case .head >> text=refund");
        page.locator("#case .facts a >> text=its order").click();
        page.waitForSelector("#refund-order");
        assertThat(page.url()).contains(id);
        page.context().close();
    }

    @Test
    void aRefundThatIsTooLateIsToldInTheServicesWords() {
        String user = router.wallet(1, 0);
        String id = money.credited(sandbox, user, 500, "pay");
        Page page = signedIn("#/orders/" + id, 390, 844, ColorScheme.DARK);
        page.locator("#refund-order").click();
        money.post("/v1/orders/" + id + "/refunds", "{\"amount\":200}")
                .expectStatus()
                .isCreated();
        page.locator("#ask-sure").click();
        page.waitForSelector("#ask .error >> text=REFUND_TOO_LARGE");
        Chromium.shoot(page, "admin-order-refused-phone-dark");
        page.locator("#ask-cancel").click();
        assertThat(money.refundsOf(id)).containsExactly(200);
        page.reload();
        page.waitForSelector("#case table >> text=It is more than was left of the order.");
        page.waitForSelector("#case .facts >> text=EUR 3.00");
        Chromium.assertFits(page);
        page.context().close();
    }

    @Test
    void aPayoutIsApprovedDeclinedOrCancelledWhileItWaits() {
        String user = router.wallet(2, 3 * LARGE);
        String place = money.destination(user, "alice.b@okbank");
        List<String> ids = List.of(
                money.payout(user, LARGE, place), money.payout(user, LARGE, place), money.payout(user, LARGE, place));
        Page page = signedIn("#/payouts?userId=" + user + "&status=UNDER_REVIEW", 1280, 800, ColorScheme.LIGHT);
        page.waitForSelector("a[data-key='" + ids.get(2) + "']");
        assertThat(page.locator("#list li").count()).isEqualTo(3);

        page.locator("a[data-key='" + ids.get(0) + "']").click();
        page.waitForSelector("#approve:enabled");
        Chromium.shoot(page, "admin-payout-review-light");
        page.locator("#approve").click();
        assertThat(page.locator("#ask .says").textContent())
                .contains("EUR 7,000.00 of " + user + " is sent to al…@okbank", "can't be called off");
        Chromium.shoot(page, "admin-payout-approve-light");
        page.locator("#ask-sure").click();
        page.waitForSelector(".toast >> text=It goes on.");
        money.awaitPayout(ids.get(0), "SETTLED");
        decide(page, ids.get(1), "decline", "Declined.", "It was declined.");
        decide(page, ids.get(2), "cancel", "Called off.", "It was called off.");
        Chromium.shoot(page, "admin-payout-cancelled-light");

        page.waitForSelector("#list-note >> text=No payouts.");
        assertThat(router.balance(user)).isEqualTo(2 * LARGE);
        assertThat(router.available(user)).isEqualTo(2 * LARGE);
        page.context().close();
    }

    private static void decide(Page page, String id, String what, String told, String reason) {
        page.locator("a[data-key='" + id + "']").click();
        page.waitForSelector("#case[data-shown*='" + id + "'] #" + what + ":enabled");
        page.locator("#" + what).click();
        page.locator("#ask-sure").click();
        page.waitForSelector(".toast >> text=" + told);
        page.waitForSelector("#case .bad >> text=" + reason);
        for (String button : List.of("approve", "decline", "cancel")) {
            assertThat(page.locator("#" + button).isDisabled()).as(button).isTrue();
        }
    }

    @Test
    void whatTheBankDoesNotTakeIsSaid() {
        sandbox.control("defaults", "{\"payouts\":\"fail\",\"payoutDelayMillis\":0}");
        try {
            String user = router.wallet(3, 1000);
            String id = money.payout(user, 300, money.destination(user, "alice.b@okbank"));
            money.awaitPayout(id, "FAILED");
            Page page = signedIn("#/payouts/" + id, 1280, 800, ColorScheme.DARK);
            page.waitForSelector("#case .bad >> text=The bank refused it.");
            Chromium.shoot(page, "admin-payout-failed-dark");
            page.context().close();
        } finally {
            sandbox.control("defaults", "{\"payouts\":\"process\",\"payoutDelayMillis\":200}");
        }
    }

    @Test
    void whereAUserIsPaidOutToIsMaskedAndTakenAway() {
        String user = router.wallet(0, 1000);
        money.destination(user, "alice.b@okbank");
        Page page = signedIn("#/users/" + user, 1280, 800, ColorScheme.LIGHT);
        page.waitForSelector(".destination");
        assertThat(page.locator(".destination").textContent())
                .contains("UPI id al…@okbank", "Salary <b>", "razorpay")
                .doesNotContain("alice.b@");
        Chromium.shoot(page, "admin-destination-light");

        page.locator(".remove-destination").click();
        assertThat(page.locator("#ask .says").textContent()).contains(user, "al…@okbank", "no more");
        page.locator("#ask-cancel").click();
        assertThat(money.destinationsOf(user)).hasSize(1);
        page.locator(".remove-destination").click();
        page.locator("#ask-sure").click();
        page.waitForSelector(".destination", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(money.destinationsOf(user)).isEmpty();
        page.context().close();
    }

    @Test
    void anAnalystMayLookAndIsToldWhatIsNotForThem() {
        String user = router.wallet(1, LARGE);
        String id = money.payout(user, LARGE, money.destination(user, "alice.b@okbank"));
        Page page =
                BROWSER.signedIn(router, RunningRouter.ANALYST.text(), "#/payouts/" + id, 1280, 800, ColorScheme.LIGHT);
        page.locator("#approve").click();
        page.locator("#ask-sure").click();
        page.waitForSelector("#ask .error >> text=FORBIDDEN");
        page.locator("#ask-cancel").click();
        assertThat(read(money.get("/v1/payouts/" + id), "$.status")).isEqualTo("UNDER_REVIEW");
        page.context().close();
    }

    @Test
    void theyFitAPhoneAndTheDark() {
        String user = router.wallet(2, LARGE);
        String order = money.credited(sandbox, user, 500, "twice");
        money.post("/v1/orders/" + order + "/refunds", "{\"amount\":120}")
                .expectStatus()
                .isCreated();
        String payout = money.payout(user, LARGE, money.destination(user, "alice.b@okbank"));
        for (String place : new String[] {
            "#/orders?userId=" + user,
            "#/orders/" + order,
            "#/payouts?userId=" + user,
            "#/payouts/" + payout,
            "#/users/" + user
        }) {
            for (ColorScheme scheme : ColorScheme.values()) {
                if (scheme == ColorScheme.NO_PREFERENCE) {
                    continue;
                }
                Page page = signedIn(place, 390, 844, scheme);
                page.waitForSelector("#case[data-shown='" + place + "']", attached());
                page.waitForLoadState(LoadState.NETWORKIDLE);
                Chromium.assertFits(page);
                Chromium.shoot(
                        page,
                        "admin-outside-phone-" + scheme.name().toLowerCase(java.util.Locale.ROOT)
                                + place.replaceAll("[^a-z]+", "-").replaceAll("-[a-f-]+$", "-one"));
                page.context().close();
            }
        }
        Page page = signedIn("#/orders/" + order, 1280, 800, ColorScheme.DARK);
        page.waitForSelector("#case table");
        Chromium.shoot(page, "admin-order-dark");
        page.context().close();
    }

    private static Page.WaitForSelectorOptions attached() {
        return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);
    }

    private Page signedIn(String place, int width, int height, ColorScheme scheme) {
        return BROWSER.signedIn(router, place, width, height, scheme);
    }
}
