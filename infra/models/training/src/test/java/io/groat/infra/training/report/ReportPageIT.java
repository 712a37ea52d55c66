package io.groat.infra.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.infra.training.Commands;
import io.groat.infra.webtest.Chromium;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A replay's page in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportPageIT {

    private static final int PHONE = 390;

    private Chromium chromium;
    private String address;

    @BeforeAll
    void replay(@TempDir Path folder) {
        chromium = Chromium.start();
        Path csv = folder.resolve("<b>history.csv");
        Path page = folder.resolve("page.html");
        Commands commands = new Commands();
        commands.done("generate", "--csv", csv.toString(), "--days", "40", "--users", "400", "--fraud-share", "0.03");
        commands.done(
                "replay",
                "--csv",
                csv.toString(),
                "--train-days",
                "20",
                "--test-days",
                "7",
                "--threads",
                "1",
                "--ablation",
                "--html",
                page.toString());
        address = page.toUri().toString();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void figuresAndCurvesAreThere() {
        Page page = chromium.open(address, 1280, 900, ColorScheme.LIGHT);
        assertThat(page.locator("#about").textContent()).contains("<b>history.csv", "model trained-on-the-way");
        assertThat(page.locator("#figures tbody td:first-child").allTextContents())
                .startsWith("model", "rules", "max")
                .contains("without payee", "without labels");
        assertThat(page.locator("#legend span").count()).isEqualTo(3);
        // Three curves of each of three contenders; the rules give few scores, and may have none in the first 2 %.
        assertThat(page.locator("#charts svg").count()).isEqualTo(3);
        assertThat(page.locator("#charts .curve").count()).isBetween(7, 9);
        assertThat(page.locator("#kinds tbody tr").count()).isGreaterThan(3);
        assertThat(page.locator("#days tbody tr").count()).isEqualTo(7);
        Chromium.assertFits(page);
        Chromium.shoot(page, "replay-light");
        page.context().close();
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void bothThemesFitAPhone() {
        String light = background(ColorScheme.LIGHT);
        assertThat(background(ColorScheme.DARK)).isNotEqualTo(light);
        assertThat(chromium.errors()).isEmpty();
    }

    private String background(ColorScheme scheme) {
        Page page = chromium.open(address, PHONE, 844, scheme);
        Chromium.assertFits(page);
        Chromium.shoot(page, "replay-phone-" + scheme.name().toLowerCase(Locale.ROOT));
        String color = String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
        page.context().close();
        return color;
    }
}
