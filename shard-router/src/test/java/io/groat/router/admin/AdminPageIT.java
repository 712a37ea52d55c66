package io.groat.router.admin;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static io.groat.router.RunningRouter.read;
import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.groat.infra.webtest.Chromium;
import io.groat.router.RunningRouter;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The admin page in a browser. */
class AdminPageIT {

    private static final AtomicInteger NAMES = new AtomicInteger();

    @RegisterExtension
    static final AdminBrowser BROWSER = new AdminBrowser();

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void aWalletTypeIsMadeOnceItsFaultsAreGone() {
        String name = name();
        Page page = signedIn("", 1280, 800, ColorScheme.LIGHT);
        page.locator("#new").click();
        page.locator("#rule-text").fill("""
                {
                  "name": "%s",
                  "title": "",
                  "limits": [
                    { "name": "daily", "window": "year", "max": 9007199254740993 }
                  ]
                }""".formatted(name));
        page.locator("#save").click();
        assertThat(page.locator("#ask .says").textContent()).contains("A wallet type named " + name + " is made.");
        page.locator("#ask-sure").click();
        page.waitForSelector("#faults >> text=line 3, \"title\" has to be 1 to 100 characters");
        assertThat(page.locator("#faults li").count()).isEqualTo(2);
        assertThat(page.locator("#faults").textContent()).contains("line 5, \"limits[0].window\"");
        assertThat(page.locator(".numbers .bad").allTextContents()).containsExactly("3\n", "5\n");
        Chromium.shoot(page, "admin-faults-light");

        page.locator("#rule-text")
                .fill(page.locator("#rule-text")
                        .inputValue()
                        .replace("\"\"", "\"<b>Basic</b> wallet\"")
                        .replace("year", "day"));
        page.locator("#save").click();
        page.locator("#ask-sure").click();
        page.waitForSelector("#case .sum >> text=<b>Basic</b> wallet");
        assertThat(page.locator("#case table").first().textContent()).contains("9,007,199,254,740,993 minor units");

        page.locator("#edit").click();
        assertThat(page.locator("#rule-text").inputValue()).contains("\"9007199254740993\"");
        page.locator("#rule-text")
                .fill(page.locator("#rule-text").inputValue().replace("<b>Basic</b> wallet", "Better wallet"));
        page.locator("#save").click();
        assertThat(page.locator("#ask .says").textContent())
                .contains("Version 2 of the wallet type " + name)
                .contains("- \"title\": \"<b>Basic</b> wallet\",+ \"title\": \"Better wallet\",");
        Chromium.shoot(page, "admin-version-light");
        page.locator("#ask-sure").click();
        page.waitForSelector("#case .head >> text=version 2, in force");
        page.locator("#case a[href='#/wallet-types/" + name + "/1']").click();
        page.waitForSelector("#case .head >> text=version 1, not in force");
        assertThat(readAll(router.get("/v1/wallet-types/{name}/versions", name), "$.items[*].title"))
                .containsExactly("Better wallet", "<b>Basic</b> wallet");
        page.context().close();
    }

    @Test
    void whatAPaymentWouldCostIsShown() {
        String type = name();
        make("/v1/transaction-types", """
                {"name": "%s", "title": "Shop", "fees": [{"kind": "percent", "basisPoints": 150, "min": 20},
                 {"kind": "tiers", "tiers": [{"upTo": 1000, "amount": 5}, {"basisPoints": 25}], "paidBy": "payee"}]}""".formatted(type));
        Page page = signedIn("#/transaction-types/" + type, 1280, 800, ColorScheme.LIGHT);
        page.locator("input[name=payer]").fill(router.wallet(0, 10_000));
        page.locator("input[name=payee]").fill(router.wallet(1, 0));
        page.locator("input[name=amount]").fill("20.00");
        page.keyboard().press("Enter");
        page.waitForSelector("#preview >> text=It would be carried out.");
        assertThat(page.locator("#preview .facts").textContent()).contains("EUR 20.30", "EUR 79.70");
        Chromium.shoot(page, "admin-preview-light");
        page.locator("input[name=amount]").fill("2000");
        page.locator("#preview-ask").click();
        page.waitForSelector("#preview >> text=It would be refused: INSUFFICIENT_FUNDS");
        page.locator("input[name=payee]").fill("nobody-at-all");
        page.locator("#preview-ask").click();
        page.waitForSelector("#preview >> text=There is no such account");
        page.context().close();
    }

    @Test
    void aUsersWalletsStandToTheirLimits() {
        String type = name();
        make("/v1/wallet-types", """
                {"name": "%s", "title": "Basic", "limits": [{"name": "daily", "window": "day", "max": 10000},
                 {"name": "often", "window": "rolling-24h", "measure": "count", "max": 1},
                 {"name": "each", "window": "transaction", "max": 9000}]}""".formatted(type));
        String user = router.userOn(0);
        open(user, type, "20000");
        open(user, "main", "9007199254740993");
        String payee = router.wallet(1, 0);
        pay(account(user, type), payee, 6_000);

        Page page = signedIn("#/users", 1280, 800, ColorScheme.LIGHT);
        page.locator("#find").fill(account(user, "main"));
        page.keyboard().press("Enter");
        page.waitForSelector(".limits");
        String shown = page.locator("#case").textContent();
        assertThat(shown)
                .contains("EUR 90,071,992,547,409.93", "EUR 140.00", "Nobody is registered under that id")
                .contains("EUR 60.00 of EUR 100.00 used, EUR 40.00 left", "1 of 1 movement used, 0 left")
                .contains("at most EUR 90.00 each", "less from");
        assertThat(page.locator(".limits .meter").first().getAttribute("aria-valuenow"))
                .isEqualTo("60");
        Chromium.shoot(page, "admin-user-light");

        page.locator(".freeze:enabled").first().click();
        assertThat(page.locator("#ask .says").textContent()).contains(user, "EUR ", "pays nothing any more");
        page.locator("#ask-sure").click();
        page.waitForSelector(".wallet .tag >> text=frozen");
        page.locator(".freeze >> text=Unfreeze").click();
        page.locator("#ask-sure").click();
        page.waitForSelector(
                ".freeze >> text=Unfreeze", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(readAll(router.get("/v1/users/{user}/accounts", user), "$.items[*].status"))
                .containsOnly("OPEN");
        page.context().close();
    }

    @Test
    void anEmptyWalletIsClosedForGood() {
        String user = router.userOn(1);
        open(user, "main", "100");
        open(user, "savings", "0");
        Page page = signedIn("#/users/" + user, 390, 844, ColorScheme.LIGHT);

        page.locator("#close-" + account(user, "main")).click();
        page.waitForSelector("#ask .says >> text=only an empty wallet is closed");
        assertThat(page.locator("#ask-sure").isDisabled()).isTrue();
        page.locator("#ask-cancel").click();
        page.locator("#close-" + account(user, "savings")).click();
        page.waitForSelector("#ask .says >> text=closed for good");
        Chromium.shoot(page, "admin-close-phone");
        page.locator("#ask-sure").click();
        page.waitForSelector(".wallet .tag >> text=closed");

        assertThat(page.locator(".close:enabled").count()).isEqualTo(1);
        assertThat(readAll(router.get("/v1/users/{user}/accounts", user), "$.items[*].status"))
                .containsExactlyInAnyOrder("OPEN", "CLOSED");
        page.context().close();
    }

    @Test
    void whomAUserMayPayIsShownAndTakenAway() {
        String user = router.userOn(2);
        open(user, "main", "100");
        String payee = router.wallet(1, 0);
        router.post(
                        "/v1/users/" + user + "/beneficiaries",
                        "{\"payee\": \"" + payee + "\", \"label\": \"Rent <b>\", \"maxAmount\": 120000,"
                                + " \"until\": \"2036-01-31T12:00:00Z\"}")
                .expectStatus()
                .isCreated();

        Page page = signedIn("#/users/" + user, 1280, 800, ColorScheme.LIGHT);
        page.waitForSelector(".beneficiary");
        assertThat(page.locator(".beneficiary").textContent())
                .contains("Rent <b>", payee, "any type of payment", "120,000 minor units", "until");
        Chromium.shoot(page, "admin-beneficiary-light");

        page.locator(".remove").click();
        assertThat(page.locator("#ask .says").textContent()).contains(user, "Rent <b>", "goes on");
        page.locator("#ask-cancel").click();
        assertThat(page.locator(".beneficiary").count()).isEqualTo(1);
        page.locator(".remove").click();
        page.locator("#ask-sure").click();
        page.waitForSelector(".beneficiary", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.DETACHED));
        assertThat(readAll(router.get("/v1/users/{user}/beneficiaries", user), "$.items[*].payee"))
                .isEmpty();
        page.context().close();
    }

    @Test
    void aRefundIsAskedForFirstAndMadeOnce() {
        String payer = router.wallet(0, 10_000);
        String payee = router.wallet(1, 0);
        String id = pay(payer, payee, 5_000);
        Page page = signedIn("#/transfers?userId=" + payer, 1280, 800, ColorScheme.LIGHT);
        assertThat(page.locator("a[data-key='" + id + "']").textContent())
                .contains(payer + " → " + payee, "EUR 50.00", "completed transfer");
        page.locator("input[name=to]").fill("2020-01-01T00:00");
        page.locator("#filters button").click();
        page.waitForSelector("#list-note >> text=No transfers.");
        page.locator("input[name=to]").fill("");
        page.locator("input[name=from]").fill("2020-01-01T00:00");
        page.locator("select[name=status]").selectOption("COMPLETED");
        page.locator("#filters button").click();
        page.locator("a[data-key='" + id + "']").click();
        page.waitForSelector("#case[data-shown*='" + id + "']");
        Chromium.shoot(page, "admin-transfer-light");

        page.locator("#refund").click();
        assertThat(page.locator("#ask .says").textContent())
                .contains("EUR 50.00 goes from " + payee + " back to " + payer);
        page.locator("input[name=amount]").fill("50.01");
        page.waitForSelector("#ask-sure[disabled]");
        assertThat(page.locator("#ask .says").textContent()).contains("No more than EUR 50.00 is left.");
        page.locator("input[name=amount]").fill("12.34");
        page.locator("input[name=reason]").fill("Broken");
        Chromium.shoot(page, "admin-refund-light");
        page.locator("#ask-cancel").click();
        assertThat(router.balance(payer)).isEqualTo(5_000);

        page.locator("#refund").click();
        page.locator("input[name=amount]").fill("12.34");
        page.locator("input[name=reason]").fill("Broken");
        page.locator("#ask-sure").dblclick();
        page.waitForSelector(".toast >> text=Done: EUR 12.34.");
        page.waitForSelector("#case table >> text=Broken");
        assertThat(refundsOf(payer, id)).hasSize(1);
        untilCompleted(refundsOf(payer, id).get(0));
        page.reload();
        page.waitForSelector("#case table >> text=Broken");
        assertThat(page.locator("#case .facts").first().textContent()).contains("given backEUR 12.34");
        page.context().close();
    }

    /** The refund was made, and nobody heard: trying again is the same request. */
    @Test
    void aRefundWhoseAnswerIsLostIsMadeOnce() {
        String payer = router.wallet(0, 10_000);
        String id = pay(payer, router.wallet(0, 0), 5_000);
        Page page = signedIn("#/transfers/" + id, 1280, 800, ColorScheme.LIGHT);
        page.route("**/refunds", route -> {
            route.fetch();
            route.abort();
        });
        page.locator("#refund").click();
        page.locator("input[name=amount]").fill("1");
        page.locator("#ask-sure").click();
        page.waitForSelector("#ask .error >> text=Whether it was done is not known.");
        assertThat(page.locator("input[name=amount]").isDisabled()).isTrue();
        Chromium.shoot(page, "admin-lost-light");
        page.unroute("**/refunds");
        page.locator("#ask-sure").click();
        page.waitForSelector(".toast >> text=Done: EUR 1.00.");
        assertThat(refundsOf(payer, id)).hasSize(1);
        assertThat(router.balance(payer)).isEqualTo(5_100);
        page.context().close();
    }

    @Test
    void aReversalNeedsAReasonAndIsToldAsTheServiceWordsIt() {
        String payer = router.wallet(0, 10_000);
        String payee = router.wallet(0, 0);
        String id = pay(payer, payee, 5_000);
        pay(payee, payer, 4_000);
        Page page = signedIn("#/transfers/" + id, 390, 844, ColorScheme.DARK);
        page.locator("#reverse").click();
        assertThat(page.locator("#ask-sure").isDisabled()).isTrue();
        page.locator("input[name=reason]").fill("Stolen");
        page.locator("#ask-sure").click();
        page.waitForSelector("#ask .error >> text=INSUFFICIENT_FUNDS");
        assertThat(page.locator("#ask .error").textContent()).contains("The account has not enough available");
        Chromium.shoot(page, "admin-refused-phone-dark");
        page.keyboard().press("Escape");
        assertThat(page.locator("#ask").isVisible()).isFalse();
        page.context().close();
    }

    @Test
    void aHoldIsExtendedCapturedAndLetGo() {
        String payer = router.wallet(0, 10_000);
        String payee = router.wallet(1, 0);
        String id = hold(payer, payee, 3_000);
        Page page = signedIn("#/holds?userId=" + payer + "&status=AUTHORIZED", 390, 844, ColorScheme.LIGHT);
        page.waitForSelector("a[data-key='" + id + "']");
        Chromium.assertFits(page);
        Chromium.shoot(page, "admin-holds-phone");
        page.locator("a[data-key='" + id + "']").click();
        page.locator("#increase").click();
        assertThat(page.locator("#ask-sure").isDisabled()).isTrue();
        page.locator("input[name=amount]").fill("5");
        assertThat(page.locator("#ask .says").textContent()).contains("EUR 5.00 more", "EUR 35.00 in all");
        page.locator("#ask-sure").click();
        page.waitForSelector(".toast >> text=Reserved are EUR 35.00 now");
        page.locator("#extend").click();
        page.waitForSelector("#ask .says >> text=stays reserved for");
        page.locator("#ask-sure").click();
        page.waitForSelector(".toast >> text=Lasts until");

        page.locator("#capture").click();
        page.locator("input[name=amount]").fill("10");
        assertThat(page.locator("#ask .says").textContent())
                .contains("EUR 10.00 goes from", "EUR 25.00 stays reserved");
        Chromium.shoot(page, "admin-capture-phone");
        page.locator("#ask-sure").click();
        page.waitForSelector("#case .tag >> text=partially captured");

        page.locator("#void").click();
        page.waitForSelector("#ask .says >> text=is let go");
        page.locator("#ask-sure").dblclick();
        page.waitForSelector("#void[disabled]");
        Chromium.assertFits(page);
        Chromium.shoot(page, "admin-hold-phone");
        page.locator(".back").click();
        page.waitForSelector("#list-note >> text=No holds.");
        assertThat(router.balance(payer)).isEqualTo(9_000);
        page.context().close();
    }

    @Test
    void itFitsAPhoneAndTheDark() {
        String type = name();
        make("/v1/wallet-types", """
                {"name": "%s", "title": "Savings of people who look ahead", "currencies": ["EUR"], "minBalance": 100,
                 "limits": [{"name": "monthly", "window": "month", "max": 2000000},
                            {"name": "daily", "window": "day", "max": 100}]}""".formatted(type));
        String user = router.userOn(2);
        open(user, type, "50000");
        pay(account(user, type), router.wallet(1, 0), 100);
        for (String place : new String[] {
            "#/wallet-types",
            "#/wallet-types/" + type,
            "#/wallet-types/" + type + "/edit",
            "#/users",
            "#/users/" + user,
            "#/transfers?userId=" + user
        }) {
            Page page = signedIn(place, 390, 844, ColorScheme.DARK);
            page.waitForSelector(
                    "#case[data-shown='" + place + "']",
                    new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            Chromium.assertFits(page);
            Chromium.shoot(
                    page,
                    "admin-phone-dark"
                            + place.replaceAll("[^a-z]+", "-")
                                    .replaceAll("-(rule|user)-([a-z]+-)*?(edit)?$", "-one$3"));
            page.context().close();
        }
        Page page = signedIn("#/wallet-types/" + type, 1280, 800, ColorScheme.DARK);
        page.waitForSelector("#case .sum");
        Chromium.shoot(page, "admin-rule-dark");
        page.locator("#edit").click();
        page.waitForSelector("#rule-text");
        Chromium.shoot(page, "admin-editor-dark");
        page.context().close();
    }

    @Test
    void anAnalystMayLookAndIsToldWhatIsNotForThem() {
        String user = router.wallet(0, 100);
        Page page = signedIn(RunningRouter.ANALYST.text(), "#/users/" + user, 1280, 800, ColorScheme.LIGHT);
        page.locator(".freeze").click();
        page.locator("#ask-sure").click();
        page.waitForSelector("#ask .error >> text=FORBIDDEN");
        page.locator("#ask-cancel").click();
        page.locator("#sign-out").click();
        page.waitForSelector("#sign-in[open]");
        assertThat(page.locator("#case").textContent()).isEmpty();
        page.context().close();
    }

    @Test
    void aWalletOwnerSeesNothingAndAnEndedKeyAsksAgain() {
        Page page = BROWSER.open(router, "", 1280, 800, ColorScheme.LIGHT);
        Chromium.shoot(page, "admin-sign-in-light");
        AdminBrowser.signIn(page, RunningRouter.ISSUER.token("ria", "user"));
        page.waitForSelector("text=This key or token is not for this page.");
        AdminBrowser.signIn(page, RunningRouter.ADMIN.text());
        page.waitForSelector("#sign-out:not([hidden])");
        page.evaluate("sessionStorage.setItem('groat.token', 'groat_0123456789abcdef_nolongergood')");
        page.locator("nav a >> text=Holds").click();
        page.waitForSelector("#sign-in[open] >> text=no longer");
        page.context().close();
    }

    private Page signedIn(String place, int width, int height, ColorScheme scheme) {
        return signedIn(RunningRouter.ADMIN.text(), place, width, height, scheme);
    }

    private Page signedIn(String token, String place, int width, int height, ColorScheme scheme) {
        return BROWSER.signedIn(router, token, place, width, height, scheme);
    }

    private static String name() {
        return "rule-of-the-page-" + NAMES.incrementAndGet();
    }

    private void make(String path, String rule) {
        router.as(RunningRouter.ADMIN.text())
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(rule)
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private void open(String user, String type, String balance) {
        router.post(
                        "/v1/accounts",
                        "{\"userId\": \"" + user + "\", \"type\": \"" + type
                                + "\", \"currency\": \"EUR\", \"openingBalance\": \"" + balance + "\"}")
                .expectStatus()
                .isCreated();
    }

    private String account(String user, String type) {
        return readAll(router.get("/v1/users/{user}/accounts", user), "$.items[?(@.type == '" + type + "')].id")
                .get(0);
    }

    /** The transfer's id, once it has ended. */
    private String pay(String payer, String payee, long amountMinor) {
        ResponseSpec paid = router.transfer(router.key(), RunningRouter.body(payer, payee, amountMinor));
        String id = read(paid, "$.id");
        untilCompleted(id);
        return id;
    }

    private void untilCompleted(String id) {
        await().atMost(PATIENCE)
                .until(() ->
                        read(router.get("/v1/transfers/{id}", id), "$.status").equals("COMPLETED"));
    }

    private String hold(String payer, String payee, long amountMinor) {
        return read(
                router.http
                        .post()
                        .uri("/v1/holds")
                        .header("Idempotency-Key", router.key())
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(RunningRouter.body(payer, payee, amountMinor))
                        .exchange(),
                "$.id");
    }

    private List<String> refundsOf(String payer, String id) {
        return readAll(
                router.get("/v1/transfers?userId={user}&limit=100", payer),
                "$.items[?(@.parentId == '" + id + "')].id");
    }
}
