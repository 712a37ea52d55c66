package io.groat.router.gateway;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.infra.webtest.Chromium;
import io.groat.router.RunningRouter;
import io.groat.router.admin.AdminBrowser;
import io.groat.router.auth.call.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way of some money through all of it, as two users and an admin see it. */
class MoneyJourneyIT {

    @RegisterExtension
    static final AdminBrowser BROWSER = new AdminBrowser();

    @Test
    void moneyComesInMovesAndGoesOut() {
        try (SandboxProcess sandbox = SandboxedRouter.newSandbox()) {
            People people = People.fresh(SandboxedRouter.settings(sandbox));
            RunningRouter router = people.router;
            try (router) {
                sandbox.start("http://127.0.0.1:" + router.port());
                moneyComesInMovesAndGoesOut(people, router);
            }
        }
    }

    private static void moneyComesInMovesAndGoesOut(People people, RunningRouter router) {
        People.Person ada = people.somebody();
        People.Person ben = people.somebody();
        OutsideMoney hers = OutsideMoney.of(router).as(ada.access());
        OutsideMoney his = OutsideMoney.of(router).as(ben.access());
        open(hers, ada.id());
        open(his, ben.id());

        String order = hers.order(ada.id(), 2_500, "upi");
        Page payer = BROWSER.chromium().open(hers.checkout(order), 390, 844, ColorScheme.LIGHT);
        payer.waitForSelector("text=EUR 25.00");
        payer.locator("button[data-how=pay]").click();
        payer.waitForSelector("#status >> text=Paid");
        Chromium.shoot(payer, "journey-paid-phone");
        payer.context().close();
        hers.awaitOrder(order, "CREDITED");
        assertThat(router.balance(ada.id())).isEqualTo(2_500);

        String transfer = read(hers.post("/v1/transfers", RunningRouter.body(ada.id(), ben.id(), 1_000)), "$.id");
        await().atMost(PATIENCE)
                .until(() ->
                        read(hers.get("/v1/transfers/" + transfer), "$.status").equals("COMPLETED"));
        assertThat(router.balance(ben.id())).isEqualTo(1_000);

        // Who has just logged in is asked for no further code.
        String payout = his.payout(ben.id(), 700, his.destination(ben.id(), "ben.b@okbank"));
        his.awaitPayout(payout, "SETTLED");
        assertThat(router.balance(ben.id())).isEqualTo(300);

        anAdminSeesIt(router, ada, ben, order, payout);
        assertThat(RunningRouter.<Boolean>readOne(
                        router.as(RunningRouter.ADMIN.text())
                                .get()
                                .uri("/v1/reconciliation")
                                .exchange(),
                        "$.balanced"))
                .isTrue();
        assertThat(readAll(his.get("/v1/orders"), "$.items[*].id")).isEmpty();
    }

    private static void open(OutsideMoney who, String user) {
        who.post("/v1/accounts", "{\"userId\":\"" + user + "\",\"currency\":\"EUR\"}")
                .expectStatus()
                .isCreated();
    }

    private static void anAdminSeesIt(
            RunningRouter router, People.Person ada, People.Person ben, String order, String payout) {
        Page page = BROWSER.signedIn(router, "#/users/" + ada.id(), 1280, 800, ColorScheme.LIGHT);
        page.locator("#case .path a >> text=Orders").click();
        page.locator("a[data-key='" + order + "']").click();
        page.waitForSelector("#case .head .tag >> text=credited");
        assertThat(page.locator("#case").textContent()).contains("EUR 25.00", "in the wallet", "razorpay");
        Chromium.shoot(page, "journey-order-light");
        page.locator("#case .facts a >> text=its deposit").click();
        page.waitForSelector("#case .head >> text=deposit");

        page.locator("nav a >> text=Payouts").click();
        page.locator("input[name=userId]").fill(ben.id());
        page.locator("#filters button").click();
        page.locator("a[data-key='" + payout + "']").click();
        page.waitForSelector("#case .head .tag >> text=settled");
        assertThat(page.locator("#case").textContent())
                .contains("EUR 7.00", "be…@okbank")
                .doesNotContain("ben.b@");
        assertThat(page.locator("#approve").isDisabled()).isTrue();
        Chromium.shoot(page, "journey-payout-light");
        page.context().close();
    }
}
