package io.groat.router.gateway;

import static io.groat.router.RunningRouter.readAll;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.groat.infra.webtest.Chromium;
import io.groat.router.RunningRouter;
import io.groat.router.admin.AdminBrowser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Settlement files, the transit report and disputes on the admin page. */
class SettlementsPageIT {

    private static final String HEADER =
            "entity_id,type,debit,credit,amount,currency,fee,tax,settlement_id,settled_at,order_id,"
                    + "order_receipt,created_at\n";

    @RegisterExtension
    static final AdminBrowser BROWSER = new AdminBrowser();

    private final SandboxedRouter both = SandboxedRouter.shared();
    private final SandboxProcess sandbox = both.sandbox();
    private final RunningRouter router = both.router();
    private final OutsideMoney money = OutsideMoney.of(router);

    /** Of a payment, less a fee, as razorpay writes it; ours is what the file calls our name for it. */
    private static String row(String payment, long amount, long fee, String ours) {
        return payment + ",payment,0," + (amount - fee) + "," + amount + ",EUR," + fee + ",0,setl_page,1764547200,,"
                + ours + ",1764500000\n";
    }

    @Test
    void aFileIsBroughtAndItsRowsLeadOn() {
        String user = router.wallet(1, 0);
        String well = money.credited(sandbox, user, 1000, "pay");
        String other = money.credited(sandbox, user, 600, "pay");
        String unknown = "pay_none" + router.key().replaceAll("[^A-Za-z0-9]", "");
        String good = row(money.paymentOf(well), 1000, 20, well);
        String file = HEADER
                + good
                + row(money.paymentOf(other), 550, 10, "")
                + good
                + row(unknown, 300, 6, "<img src=x onerror=alert(1)>");

        Page page = signedIn("#/settlements", 1280, 800, ColorScheme.LIGHT);
        page.locator("#upload").click();
        bring(page, "page <b>.csv", file);
        page.waitForSelector(".toast >> text=Taken: its rows are being booked.");
        page.waitForSelector("#case .head .tag >> text=done");
        assertThat(page.locator("#case table").first().textContent())
                .contains("matched", "missing here", "differs", "duplicate");
        assertThat(page.locator("#case").textContent())
                .contains("Booked: EUR 9.80 from the bank, EUR 0.20 as the gateway's fees.", "page <b>.csv")
                .contains("setl_page");
        assertThat(page.locator("#rows").textContent()).contains("<img src=x onerror=alert(1)>", unknown);
        assertThat(page.locator("#case img").count()).isZero();
        Chromium.shoot(page, "admin-settlement-light");
        String settlement = page.url().replaceAll(".*/", "");

        page.locator("#case .choice a >> text=differs").click();
        page.waitForSelector("#case[data-shown$='/" + settlement + "/DIFFERS'] #rows >> text=It is another amount");
        assertThat(page.locator("#rows tbody tr").count()).isEqualTo(1);
        page.locator("#rows a >> text=its case").click();
        page.waitForSelector("#case .head >> text=differs");
        page.waitForSelector("#case table a[href='#/settlements/" + settlement + "/3']");
        aDifferenceIsDecided(page);

        page.locator("#case .facts a >> text=its order").click();
        page.waitForSelector("#case table >> text=PAYMENT/" + money.paymentOf(other));
        page.navigate("http://127.0.0.1:" + router.port() + "/admin#/orders/" + well);
        // Of two rows that are the same either is the one that comes twice.
        Object line =
                readAll(money.get("/v1/settled/" + well), "$.items[*].line").get(0);
        page.locator("#case table a >> text=line " + line + " of a file").click();
        page.waitForSelector("#line-" + line + ".named");
        page.locator("#rows a[href='#/orders/" + well + "']").first().click();
        page.waitForSelector("#refund-order");
        page.context().close();
    }

    /** The file is right: 10 less are booked, and the rest is written off. */
    private static void aDifferenceIsDecided(Page page) {
        page.locator("#claim-case").click();
        page.locator("#decide-write-off:enabled").click();
        page.locator("#ask input[name=note]").fill("The gateway keeps it");
        assertThat(page.locator("#ask .says").textContent())
                .contains("EUR 5.40 has reached the bank, EUR 0.10 is the gateway's")
                .contains("EUR 0.50 that is missing is written off for good.");
        Chromium.shoot(page, "admin-case-difference-light");
        page.locator("#ask-sure").click();
        page.waitForSelector("#case .head .tag >> text=closed");
    }

    @Test
    void whatIsWrongWithAFileIsToldByItsLines() {
        Page page = signedIn("#/settlements/+", 1280, 800, ColorScheme.DARK);
        bring(page, "wrong.csv", HEADER + "x,payment,0,1,1,EUR,0,0,s,soon,,,1764500000\n<b>,payment\n");
        page.waitForSelector("#upload-how .faults li");
        assertThat(page.locator("#upload-how .faults li").allTextContents())
                .hasSize(2)
                .anyMatch(fault -> fault.startsWith("line 2, column settled_at: has to be a time"))
                .anyMatch(fault -> fault.startsWith("line 3: it has 2 fields"));
        Chromium.shoot(page, "admin-settlement-wrong-dark");
        page.locator("#upload-how a >> text=The settlement that failed").click();
        page.waitForSelector("#case .head .tag >> text=failed");
        assertThat(page.locator("#case .error").textContent()).contains("nothing of it is booked", "line 3");
        Chromium.shoot(page, "admin-settlement-failed-dark");
        page.context().close();
    }

    @Test
    void aFileWhoseAnswerIsLostIsTakenOnce() {
        String order = money.credited(sandbox, router.wallet(2, 0), 700, "pay");
        String file = HEADER + row(money.paymentOf(order), 700, 0, "");
        Page page = signedIn("#/settlements/+", 390, 844, ColorScheme.LIGHT);
        page.route("**/v1/settlements?gateway=*", route -> {
            route.fetch();
            route.abort();
        });
        bring(page, "lost.csv", file);
        page.waitForSelector("#upload-how .error >> text=The answer was lost.");
        Chromium.shoot(page, "admin-settlement-lost-phone-light");
        page.unroute("**/v1/settlements?gateway=*");
        page.locator("#upload-send").click();

        page.waitForSelector(".toast >> text=It had been taken before.");
        page.waitForSelector("#case .head .tag >> text=done");
        assertThat(readAll(money.get("/v1/settled/" + order), "$.items[*].subject"))
                .containsExactly("PAYMENT/" + money.paymentOf(order));
        page.context().close();
    }

    @Test
    void anAnalystMayNotBringOne() {
        Page page =
                BROWSER.signedIn(router, RunningRouter.ANALYST.text(), "#/settlements/+", 1280, 800, ColorScheme.LIGHT);
        bring(page, "file.csv", HEADER);
        page.waitForSelector("#upload-how .error >> text=FORBIDDEN");
        page.context().close();
    }

    private static void bring(Page page, String name, String content) {
        page.locator("#upload-gateway").fill("razorpay");
        page.locator("#upload-file")
                .setInputFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
        page.locator("#upload-send").click();
    }

    @Test
    void theTransitReportSaysWhatIsNotSettledAndForHowLong() {
        money.credited(sandbox, router.wallet(3, 0), 800, "pay");
        Page page = signedIn("#/settlements/transit", 1280, 800, ColorScheme.LIGHT);
        page.waitForSelector("#transit-razorpay-EUR");
        String shown = page.locator("#transit-razorpay-EUR").textContent();
        assertThat(shown).contains("All of it is explained.", "under a day", "payments", "open cases");
        Chromium.shoot(page, "admin-transit-light");

        page.route(
                "**/v1/settlements/transit",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("""
                        {"accounts":[{"gateway":"razorpay","currency":"EUR","balance":-807,"unsettled":{"count":1,"amount":800,
                        "byAge":[{"age":"LONGER","count":1,"amount":800,"kinds":[{"kind":"PAYMENT","count":1,"amount":800}]}]},
                        "underWay":0,"openCases":{"count":2,"amount":999},"difference":-7}]}""")));
        page.reload();
        page.waitForSelector("#transit-razorpay-EUR .bad >> text=EUR -0.07");
        assertThat(page.locator("#transit-razorpay-EUR").textContent())
                .contains("is explained by nothing", "funding:razorpay", "over 7 days", "2 about EUR 9.99");
        Chromium.shoot(page, "admin-transit-difference-light");
        page.context().close();
    }

    @Test
    void theReportsMetricsAndTheGatewaysBreakersAreMeasured() {
        money.credited(sandbox, router.wallet(0, 0), 300, "pay");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(measured())
                        .anyMatch(line -> line.startsWith("groat_transit_unsettled{age=\"DAY\"")
                                && line.contains("gateway=\"razorpay\",kind=\"PAYMENT\""))
                        .anyMatch(line -> line.startsWith("groat_transit_unsettled_amount{"))
                        .anyMatch(line -> line.startsWith("groat_transit_difference{") && line.endsWith(" 0.0"))
                        .anyMatch(line -> line.startsWith("groat_transit_age_seconds{"))
                        .anyMatch(line -> line.startsWith("resilience4j_circuitbreaker_state{")
                                && line.contains("name=\"gateway-razorpay\",state=\"open\"")
                                && line.endsWith(" 0.0"))
                        .anyMatch(line -> line.startsWith("resilience4j_circuitbreaker_calls_seconds_count{")
                                && line.contains("kind=\"successful\",name=\"gateway-razorpay\""))
                        .anyMatch(line -> line.startsWith("resilience4j_circuitbreaker_failure_rate{")
                                && line.contains("name=\"gateway-stripe\"")));
    }

    /** The lines about the report and about gateways. */
    private List<String> measured() {
        String all = Objects.requireNonNull(router.as(RunningRouter.ADMIN.text())
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        return all.lines()
                .filter(line -> line.startsWith("groat_transit_") || line.contains("name=\"gateway-"))
                .toList();
    }

    /** Who was paid has spent it: suspense covers what the bank takes, and a person has to see to it. */
    @Test
    void aDisputeShowsItsDeadlineWhatWasTakenAndWhereItLeads() {
        String user = router.wallet(2, 0);
        String order = money.credited(sandbox, user, 500, "pay");
        money.post("/v1/transfers", RunningRouter.body(user, router.wallet(1, 0), 450))
                .expectStatus()
                .isCreated();
        String payment = money.paymentOf(order);
        sandbox.control("disputes", "{\"payment\":\"" + payment + "\",\"reason\":\"<i>fraudulent</i>\"}");
        String id = Awaitility.await()
                .until(
                        () ->
                                readAll(
                                                money.get("/v1/disputes?orderId=" + order + "&status=NEEDS_RESPONSE"),
                                                "$.items[*].id")
                                        .stream()
                                        .map(Object::toString)
                                        .findFirst()
                                        .orElse(""),
                        found -> !found.isEmpty());
        String about = money.caseOf(id);

        Page page = signedIn("#/disputes?userId=" + user, 1280, 800, ColorScheme.LIGHT);
        page.locator("a[data-key='" + id + "']").click();
        page.waitForSelector("#deadline >> text=The gateway takes an answer for another");
        assertThat(page.locator("#case").textContent())
                .contains("EUR 5.00", "needs response", "put aside: who was paid had not enough", "<i>fraudulent</i>");
        assertThat(page.locator("#case i").count()).isZero();
        Chromium.shoot(page, "admin-dispute-light");
        page.locator("#case table a[href='#/cases/" + about + "']").click();
        page.waitForSelector("#case .facts a >> text=its dispute");
        page.goBack();
        page.locator("#case .facts a >> text=its order").click();
        page.waitForSelector("#case table a[href='#/disputes/" + id + "']");

        List<String> ids = JsonPath.read(sandbox.state(), "$.disputes[?(@.payment=='" + payment + "')].id");
        sandbox.control("disputes/" + ids.get(0), "{\"status\":\"lost\"}");
        money.await("/v1/disputes/" + id, "LOST");
        page.navigate("http://127.0.0.1:" + router.port() + "/admin#/disputes/" + id);
        page.waitForSelector("#case .head .tag >> text=lost");
        assertThat(page.locator("#deadline").count()).isZero();
        page.context().close();
    }

    @Test
    void theyFitAPhoneAndTheDark() {
        String user = router.wallet(1, 0);
        String order = money.credited(sandbox, user, 500, "pay");
        sandbox.control("disputes", "{\"payment\":\"" + money.paymentOf(order) + "\"}");
        String dispute = Awaitility.await()
                .until(
                        () -> readAll(money.get("/v1/disputes?orderId=" + order), "$.items[*].id").stream()
                                .map(Object::toString)
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
        String about = money.caseOf(money.paidWrongly(sandbox, user, 500, "wrong-amount"));
        Page first = signedIn("#/settlements/+", 1280, 800, ColorScheme.LIGHT);
        bring(
                first,
                "phone.csv",
                HEADER + row("pay_phone" + router.wallet(0, 0).replaceAll("[^a-z0-9]", ""), 300, 6, "ours"));
        first.waitForSelector("#case .head .tag >> text=done");
        String settlement = first.url().replaceAll(".*/", "");
        first.context().close();
        List<String> places = List.of(
                "#/cases",
                "#/cases/" + about,
                "#/settlements",
                "#/settlements/+",
                "#/settlements/transit",
                "#/settlements/" + settlement,
                "#/disputes?userId=" + user,
                "#/disputes/" + dispute);
        for (int n = 0; n < places.size(); n++) {
            String place = places.get(n);
            ColorScheme scheme = n % 2 == 0 ? ColorScheme.DARK : ColorScheme.LIGHT;
            Page page = signedIn(place, 390, 844, scheme);
            page.waitForSelector(
                    "#case[data-shown='" + place + "']",
                    new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            Chromium.assertFits(page);
            Chromium.shoot(page, "admin-desk-phone-" + n);
            page.context().close();
        }
        for (String place : List.of("#/cases/" + about, "#/settlements/" + settlement, "#/disputes/" + dispute)) {
            Page page = signedIn(place, 1280, 800, ColorScheme.DARK);
            page.waitForSelector("#case .head");
            Chromium.shoot(
                    page, "admin-desk-dark" + place.replaceAll("[^a-z]+", "-").replaceAll("-[a-f-]+$", ""));
            page.context().close();
        }
    }

    private Page signedIn(String place, int width, int height, ColorScheme scheme) {
        return BROWSER.signedIn(router, place, width, height, scheme);
    }
}
