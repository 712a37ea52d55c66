package io.groat.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.infra.webtest.Chromium;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The payer's page in a browser. */
class PayPageIT {

    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    @Test
    void somebodyPays(@TempDir Path folder) {
        try (var sandbox = new RunningSandbox(folder);
                Chromium chromium = Chromium.start()) {
            Client client = sandbox.client();
            String order = client.order("invoice-7");
            Page page = open(chromium, client, order, ColorScheme.LIGHT);
            page.waitForSelector("text=INR 123.45");
            page.waitForSelector("text=Reference invoice-7");
            assertThat(page.locator("#card-field").isVisible()).isFalse();
            Chromium.assertFits(page);
            Chromium.shoot(page, "pay-phone-light");

            page.locator("#upi").fill("failure@upi");
            page.locator("button[data-how=pay]").click();
            page.waitForSelector("text=Declined");
            page.locator("input[value=card]").check();
            page.locator("#card").fill("1234");
            page.locator("button[data-how=pay]").click();
            page.waitForSelector("text=card is no card's number");
            page.locator("#card").fill("4242 4242 4242 4242");
            page.locator("button[data-how=twice]").click();
            page.waitForSelector("text=Paid: INR 246.90");
            assertThat(page.locator("#form").isVisible()).isFalse();
            Chromium.shoot(page, "pay-paid-phone-light");
            page.context().close();

            Page dark = open(chromium, client, client.session("c1"), ColorScheme.DARK);
            dark.waitForSelector("text=EUR 123.45");
            assertThat(dark.locator("#methods").isVisible()).isFalse();
            Chromium.assertFits(dark);
            Chromium.shoot(dark, "pay-phone-dark");
            dark.locator("#delay").fill("1");
            dark.locator("button[data-how=late]").click();
            dark.waitForSelector("#status.good");
            assertThat(dark.locator("#back").getAttribute("href")).contains("session=cs_");
            sandbox.receiver().awaitTaken("checkout.session.completed");
            dark.context().close();

            Page nothing = open(chromium, client, "order_none", ColorScheme.LIGHT);
            nothing.waitForSelector("text=Nothing to pay");
            nothing.context().close();
            assertThat(chromium.errors()).isEmpty();
        }
    }

    private static Page open(Chromium chromium, Client client, String id, ColorScheme scheme) {
        return chromium.open(client.base() + "/pay/" + id, PHONE_WIDTH, PHONE_HEIGHT, scheme);
    }
}
