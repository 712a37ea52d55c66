package io.groat.fraud.console;

import static io.groat.infra.testservers.TestServers.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.fraud.RunningScorer;
import io.groat.fraud.operate.ModelDesk;
import io.groat.fraud.operate.ReferencedModels;
import io.groat.fraud.operate.TestModels;
import io.groat.fraud.review.ReviewStore;
import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.serving.Models;
import io.groat.infra.webtest.Chromium;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.http.MediaType;

/** The models' page, and what a model saw in a case, in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsPageIT {

    private final RunningScorer scorer = RunningScorer.shared();
    private final ModelDesk desk = new ModelDesk(scorer, "ann");
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
        desk.none();
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void aModelIsTriedComparedPutInForceAndTakenBack() {
        int version = desk.add(ReferencedModels.watchful("watchful-1000", 1_000));
        Page page = signedIn("kim", 1280, 900, ColorScheme.LIGHT);
        page.locator("#model-" + version).click();
        page.waitForSelector("#case[data-version='" + version + "'] .sum");
        assertThat(page.locator("#case").textContent())
                .contains("watchful-1000", "scores nothing", "184,320", "validationFrauds");
        assertThat(page.locator(".curves svg").count()).isEqualTo(2);

        put(page, "shadow", "Let's see what it finds.");
        page.waitForSelector("#case .tag >> text=in the shadow");
        assertThat(page.locator("#standing").textContent()).contains(version + " · watchful-1000");
        List<UUID> payments = traffic();
        await().atMost(PATIENCE).until(() -> {
            page.reload();
            page.waitForSelector("#comparison p");
            return page.locator("#comparison").textContent().contains("Of " + payments.size() + " payments");
        });
        assertThat(page.locator("#comparison").textContent()).contains("that rules alone decided", "more reviews");
        assertThat(page.locator(".agreement td.agree").count()).isEqualTo(3);
        decide(payments.get(0), "block");
        page.locator("#days").selectOption("1");
        page.waitForSelector("#comparison .judged >> text=in the shadow");
        page.locator(".drift details").nth(1).click();
        assertThat(page.locator(".drift").first().textContent()).contains("payment.amount", "its score");
        assertThat(page.locator("#case").textContent()).contains("too few to say anything by");
        Chromium.shoot(page, "models-shadow-light");
        page.locator(".curves").scrollIntoViewIfNeeded();
        Chromium.shoot(page, "models-curves-light");

        put(page, "activate", "Better by a month.");
        page.waitForSelector("#case .tag >> text=in force");
        Models now = scorer.bean(CurrentScorer.class).models();
        assertThat(now.champion()).isNotNull();
        assertThat(page.locator("#changes li").first().textContent())
                .contains("user:kim · version " + version + " in force", "Better by a month.");
        Chromium.shoot(page, "models-force-light");

        page.locator("#do-activate").click();
        assertThat(page.locator("#decide").textContent()).contains("Rules will decide alone.");
        page.locator("#why").fill("Too many cases.");
        page.keyboard().press("Control+Enter");
        page.waitForSelector("#do-activate >> text=Put in force");
        assertThat(page.locator("#standing").textContent()).contains("rules alone");
        page.context().close();
    }

    /** Somebody else was faster: what is written stays, and nothing is changed. */
    @Test
    void whatChangedMeanwhileIsNotOverwritten() {
        int version = desk.add(TestModels.above(1_000));
        int other = desk.add(TestModels.above(2_000));
        Page page = signedIn("kit", 1280, 900, ColorScheme.DARK);
        page.locator("#model-" + version).click();
        page.waitForSelector("#do-activate");
        desk.champion(other);
        put(page, "activate", "It is mine.");
        page.waitForSelector("#decide .error:not(:empty)");
        assertThat(page.locator("#decide .error").textContent()).contains("version " + other + " stands there");
        assertThat(page.locator("#why").inputValue()).isEqualTo("It is mine.");
        page.waitForSelector("#decide >> text=in the place of version " + other);
        Chromium.shoot(page, "models-conflict-dark");
        page.keyboard().press("Escape");
        assertThat(page.locator("#why").count()).isZero();
        // Who has read what it replaces may do it.
        put(page, "activate", "It is mine.");
        page.waitForSelector("#decide >> text=in the place of version " + other);
        page.keyboard().press("Control+Enter");
        page.waitForSelector("#case .tag >> text=in force");
        page.context().close();
    }

    @Test
    void itFitsAPhoneInTheDarkToo() {
        int version = desk.add(ReferencedModels.watchful("watchful-2000", 2_000));
        desk.shadow(version);
        traffic();
        Page page = signedIn("max", 390, 844, ColorScheme.DARK);
        page.waitForSelector("#model-" + version);
        Chromium.assertFits(page);
        Chromium.shoot(page, "models-list-phone-dark");
        page.locator("#model-" + version).click();
        await().atMost(PATIENCE).until(() -> {
            page.reload();
            page.waitForSelector("#comparison p");
            return page.locator("#comparison .agreement").count() == 1;
        });
        page.locator(".drift details").nth(1).click();
        Chromium.assertFits(page);
        Chromium.shoot(page, "models-phone-dark");
        page.locator(".curves figure").last().scrollIntoViewIfNeeded();
        Chromium.shoot(page, "models-curves-phone-dark");
        page.locator(".back").click();
        assertThat(page.locator("#model-" + version).isVisible()).isTrue();
        page.context().close();
    }

    @Test
    void aCaseShowsWhatMovedTheScoreInBothThemesAndOnAPhone() {
        desk.champion(desk.add(ReferencedModels.watchful("champion", 1_000)));
        UUID payment = review(200_000);
        Page page = signedInAt("", "lee", 1280, 900, ColorScheme.LIGHT);
        open(page, payment);
        Locator moves = page.locator("#case .moves");
        assertThat(moves.locator("li").first().textContent()).contains("Expected of any payment");
        assertThat(moves.textContent()).contains("2000 in one payment", "review from 0.40", "Model ");
        assertThat(moves.locator("li").last().textContent())
                .isEqualTo("Score" + String.format(Locale.ROOT, "%.2f", scoreOf(payment)));
        // The bars lead from one to the next, and what they show is said in words as well.
        assertThat(moves.locator("li.up .step").count()).isPositive();
        assertThat(moves.locator("li.down .num").allTextContents())
                .allSatisfy(text -> assertThat(text).startsWith("−"));
        assertThat(moves.locator(".way:not([aria-hidden=true])").count()).isZero();
        page.locator("#case .moves").scrollIntoViewIfNeeded();
        Chromium.shoot(page, "moves-light");
        page.context().close();

        page = signedInAt("", "lee", 1280, 900, ColorScheme.DARK);
        open(page, payment);
        page.locator("#case .moves").scrollIntoViewIfNeeded();
        Chromium.shoot(page, "moves-dark");
        page.context().close();

        page = signedInAt("", "lee", 390, 844, ColorScheme.DARK);
        open(page, payment);
        Chromium.assertFits(page);
        Chromium.shoot(page, "moves-phone-dark");
        page.context().close();
    }

    @Test
    void whatOnlyTheShadowSawIsSaidToBeThat() {
        desk.shadow(desk.add(ReferencedModels.watchful("shadow", 1_000)));
        UUID payment = review(800_000);
        Page page = signedInAt("", "lee", 1280, 900, ColorScheme.LIGHT);
        open(page, payment);
        assertThat(page.locator("#case .moves figcaption").textContent()).contains("in the shadow: it decided nothing");
        desk.none();
        UUID without = review(810_000);
        page.waitForSelector("#review-" + without);
        open(page, without);
        assertThat(page.locator("#case .moves").count()).isZero();
        page.context().close();
    }

    @Test
    void aWalletOwnerSeesNothing() {
        Page page = chromium.open(scorer.address() + "models", 1280, 800, ColorScheme.LIGHT);
        page.locator("#token").fill(RunningScorer.issuer().token("ria", "user"));
        page.keyboard().press("Enter");
        page.waitForSelector("text=This key or token is not an analyst's.");
        assertThat(page.locator(".item").count()).isZero();
        page.context().close();
    }

    /** With and without a reason to look, so that some decisions differ. */
    private List<UUID> traffic() {
        List<UUID> payments = new ArrayList<>();
        for (long amount : List.of(800_000L, 300_000L, 200_000L, 150_000L, 40_000L, 30_000L, 20_000L, 900L)) {
            UUID payment = scorer.pay(RunningScorer.user("al"), RunningScorer.user("shop"), amount);
            scorer.scored(payment);
            payments.add(payment);
        }
        return payments;
    }

    private void put(Page page, String place, String note) {
        page.locator("#do-" + place).click();
        page.locator("#why").fill(note);
        page.locator("#send").click();
    }

    private void decide(UUID payment, String decision) {
        RunningScorer.awaitFound(scorer.bean(ReviewStore.class).find(payment));
        scorer.as("ann")
                .post()
                .uri("/v1/reviews/{id}/decision", payment)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"decision\":\"" + decision + "\",\"note\":\"a test\",\"label\":\"fraud\"}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private double scoreOf(UUID payment) {
        return scorer.scored(payment).score();
    }

    private UUID review(long amountMinor) {
        UUID payment = scorer.pay(RunningScorer.user("grace"), RunningScorer.user("shop"), amountMinor, "HELD");
        RunningScorer.awaitFound(scorer.bean(ReviewStore.class).find(payment));
        return payment;
    }

    private static void open(Page page, UUID payment) {
        page.locator("#review-" + payment).click();
        page.waitForSelector("#case[data-payment='" + payment + "'] .sum");
    }

    private Page signedIn(String analyst, int width, int height, ColorScheme scheme) {
        return signedInAt("models", analyst, width, height, scheme);
    }

    private Page signedInAt(String path, String analyst, int width, int height, ColorScheme scheme) {
        Page page = chromium.open(scorer.address() + path, width, height, scheme);
        page.locator("#token").fill(RunningScorer.issuer().token(analyst, "analyst"));
        page.keyboard().press("Enter");
        page.waitForSelector("#sign-out:not([hidden])");
        return page;
    }
}
