package io.groat.router.gateway;

import static io.groat.router.RunningRouter.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.infra.webtest.Chromium;
import io.groat.router.RunningRouter;
import io.groat.router.admin.AdminBrowser;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases on the admin page: who has claimed one, what is decided, and that it is done once. */
class CasesPageIT {

    /** In 15 minutes a claim ends; from eight before that on it is renewed. */
    private static final String NEAR_ITS_END = "08:30";

    private static final int LOOK_MILLIS = 11_000;

    @RegisterExtension
    static final AdminBrowser BROWSER = new AdminBrowser();

    private final SandboxedRouter both = SandboxedRouter.shared();
    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();
    private final OutsideMoney money = OutsideMoney.of(router);

    @Test
    void aCaseIsClaimedGivenBackAndDecidedOnce() {
        String user = router.wallet(1, 0);
        String order = money.paidWrongly(sandbox, user, 500, "wrong-amount");
        String id = money.caseOf(order);
        Page page = signedIn("#/cases?status=OPEN&kind=SUSPENSE", 1280, 800, ColorScheme.LIGHT);
        page.locator("a[data-key='" + id + "']").click();
        page.waitForSelector("#claim-says >> text=Nobody works on it.");
        assertThat(page.locator("#case .story").first().textContent())
                .contains("razorpay has taken EUR 4.99", "EUR 5.00", "another amount than was ordered");
        assertThat(page.locator("#decide-credit-wallet").isDisabled()).isTrue();
        Chromium.shoot(page, "admin-case-open-light");

        page.locator("#claim-case").click();
        page.waitForSelector("#claim-says >> text=It is yours until");
        Chromium.shoot(page, "admin-case-mine-light");
        page.locator("#give-back").click();
        page.waitForSelector("#claim-says >> text=Nobody works on it.");
        page.locator("#claim-case").click();
        page.locator("#decide-credit-wallet:enabled").click();
        page.waitForSelector("#ask .error >> text=A decision needs a reason.");
        assertThat(page.locator("#ask-sure").isDisabled()).isTrue();
        page.locator("#ask input[name=note]").fill("As its <b>payer</b> wants");
        assertThat(page.locator("#ask .says").textContent()).contains("EUR 4.99 goes to its wallet");
        Chromium.shoot(page, "admin-case-decide-light");
        page.locator("#ask-sure").dblclick();
        page.waitForSelector(".toast >> text=Done: the case is closed.");
        page.waitForSelector("#case .head .tag >> text=closed");
        assertThat(page.locator("#case").textContent())
                .contains("As its <b>payer</b> wants", "Credit the wallet", "api_key:");
        assertThat(page.locator("#decisions").count()).isZero();
        assertThat(router.balance(user)).isEqualTo(499);
        Chromium.shoot(page, "admin-case-closed-light");

        page.locator("#case .facts a >> text=its order").click();
        page.waitForSelector("#refund-order");
        page.waitForSelector("#case table a[href='#/cases/" + id + "']");
        Chromium.shoot(page, "admin-order-with-case-light");
        page.context().close();
    }

    /** Each claims what both have seen nobody work on: one has it, and the other is told who. */
    @Test
    void ofTwoWhoClaimOneCaseOneHasIt() {
        String id = money.caseOf(money.paidWrongly(sandbox, router.wallet(2, 0), 500, "twice"));
        List<Page> pages = List.of(
                BROWSER.signedIn(router, RunningRouter.ADMIN.text(), "#/cases/" + id, 1280, 800, ColorScheme.LIGHT),
                BROWSER.signedIn(
                        router,
                        RunningRouter.ISSUER.token("case-worker", "operator"),
                        "#/cases/" + id,
                        1280,
                        800,
                        ColorScheme.DARK));
        pages.forEach(page -> page.waitForSelector("#claim-case:enabled"));
        pages.forEach(page -> page.evaluate("document.getElementById('claim-case').click()"));
        pages.forEach(page -> page.waitForSelector("#claim-says.good, #claim-error strong"));

        List<Page> winners = pages.stream()
                .filter(page -> page.locator("#claim-says.good").count() == 1)
                .toList();
        assertThat(winners).hasSize(1);
        Page loser = pages.get(1 - pages.indexOf(winners.get(0)));
        assertThat(loser.locator("#claim-error").textContent()).contains("CASE_CLAIMED", "has it until");
        loser.reload();
        loser.waitForSelector("#claim-says.warn >> text=has it until");
        assertThat(loser.locator("#claim-says strong").textContent())
                .isEqualTo(read(money.get("/v1/cases/" + id), "$.claimedBy"));
        assertThat(loser.locator("#decisions button:enabled").count()).isZero();
        assertThat(loser.locator("a[data-key='" + id + "'] .small").last().textContent())
                .contains("claimed");
        Chromium.shoot(loser, "admin-case-of-another");

        // What was paid twice goes back by its gateway, which takes a moment.
        Page winner = winners.get(0);
        assertThat(winner.locator("#decisions button").first().textContent()).contains("Refund to the source");
        winner.locator("#decide-refund-to-source").click();
        winner.locator("#ask input[name=note]").fill("Paid twice");
        winner.locator("#ask-sure").click();
        winner.waitForSelector("#case .head .tag >> text=closed");
        pages.forEach(page -> page.context().close());
    }

    /** Whoever works on a case keeps it; who only leaves it open does not. */
    @Test
    void aClaimIsRenewedWhileSomebodyWorks() {
        String id = money.caseOf(money.paidWrongly(sandbox, router.wallet(3, 0), 500, "wrong-amount"));
        Page page = BROWSER.open(router, "#/cases/" + id, 1280, 800, ColorScheme.LIGHT);
        page.clock().install();
        AdminBrowser.signIn(page, RunningRouter.ADMIN.text());
        page.locator("#claim-case").click();
        page.waitForSelector("#claim-says.good");
        Instant before = until(id);

        page.clock().fastForward(NEAR_ITS_END);
        page.clock().runFor(LOOK_MILLIS);
        assertThat(until(id)).isEqualTo(before);
        page.keyboard().press("Shift");
        page.waitForResponse(
                answer -> answer.url().endsWith("/claim"), () -> page.clock().runFor(LOOK_MILLIS));

        assertThat(until(id)).isAfter(before);
        page.context().close();
    }

    private Instant until(String id) {
        return Instant.parse(read(money.get("/v1/cases/" + id), "$.claimedUntil"));
    }

    /** The answer is lost on its way; asking again does it once. */
    @Test
    void aDecisionWhoseAnswerIsLostIsMadeOnce() {
        String user = router.wallet(0, 0);
        String id = money.caseOf(money.paidWrongly(sandbox, user, 500, "wrong-amount"));
        Page page = signedIn("#/cases/" + id, 390, 844, ColorScheme.DARK);
        page.locator("#claim-case").click();
        page.locator("#decide-credit-wallet:enabled").click();
        page.locator("#ask input[name=note]").fill("It is theirs");
        page.route("**/decide", route -> {
            route.fetch();
            route.abort();
        });
        page.locator("#ask-sure").click();
        page.waitForSelector("#ask .error >> text=Whether it was done is not known.");
        assertThat(page.locator("#ask input[name=note]").isDisabled()).isTrue();
        Chromium.shoot(page, "admin-case-lost-phone-dark");
        page.unroute("**/decide");
        page.locator("#ask-sure").click();

        page.waitForSelector("#case .head .tag >> text=closed");
        assertThat(router.balance(user)).isEqualTo(499);
        Chromium.assertFits(page);
        page.context().close();
    }

    /** The ledger refuses: the case is open again, and says why in words. */
    @Test
    void whatTheLedgerRefusesIsTold() {
        String user = router.wallet(1, 0);
        String id = money.caseOf(money.paidWrongly(sandbox, user, 500, "wrong-amount"));
        String wallet = read(money.get("/v1/cases/" + id), "$.wallet");
        Page page = signedIn("#/cases/" + id, 390, 844, ColorScheme.LIGHT);
        page.locator("#claim-case").click();
        page.locator("#decide-credit-wallet:enabled").click();
        page.locator("#ask input[name=note]").fill("It is theirs");
        router.http
                .patch()
                .uri("/v1/accounts/" + wallet)
                .header("Content-Type", "application/json")
                .bodyValue("{\"status\":\"CLOSED\"}")
                .exchange()
                .expectStatus()
                .isOk();
        page.locator("#ask-sure").click();

        page.waitForSelector("#case .bad >> text=The wallet is closed.");
        page.waitForSelector("#case .head .tag >> text=open");
        Chromium.assertFits(page);
        Chromium.shoot(page, "admin-case-trouble-phone-light");
        page.context().close();
    }

    @Test
    void anAnalystMayLookAndIsToldWhatIsNotForThem() {
        String id = money.caseOf(money.paidWrongly(sandbox, router.wallet(2, 0), 500, "wrong-amount"));
        Page page =
                BROWSER.signedIn(router, RunningRouter.ANALYST.text(), "#/cases/" + id, 1280, 800, ColorScheme.LIGHT);
        page.locator("#claim-case").click();
        page.waitForSelector("#claim-error >> text=FORBIDDEN");
        assertThat(read(money.get("/v1/cases/" + id), "$.status")).isEqualTo("OPEN");
        page.context().close();
    }

    /** A key that is held to rules sees rules: what its list is refused to it is not there to choose. */
    @Test
    void sectionsThatAreNotForWhoHasSignedInAreNotShown() {
        String key = read(
                router.as(RunningRouter.ADMIN.text())
                        .post()
                        .uri("/v1/api-keys")
                        .header("Content-Type", "application/json")
                        .bodyValue("{\"name\":\"rules\",\"roles\":[\"operator\"],\"scopes\":[\"rules\"]}")
                        .exchange(),
                "$.key");
        Page page = BROWSER.signedIn(router, key, "", 1280, 800, ColorScheme.LIGHT);
        Awaitility.await()
                .untilAsserted(() -> assertThat(page.locator("nav a:visible").allTextContents())
                        .containsExactly("Wallet types", "Transaction types", "Users"));
        page.locator("#sign-out").click();
        AdminBrowser.signIn(page, RunningRouter.ANALYST.text());
        Awaitility.await()
                .untilAsserted(() -> assertThat(page.locator("nav a:visible").allTextContents())
                        .contains("Cases", "Settlements", "Disputes"));
        page.context().close();
    }

    private Page signedIn(String place, int width, int height, ColorScheme scheme) {
        return BROWSER.signedIn(router, place, width, height, scheme);
    }
}
