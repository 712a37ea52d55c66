package io.groat.notifier.sandbox;

import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.infra.webtest.Chromium;
import io.groat.notifier.RunningNotifier;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The sandbox's page in a browser. */
class SandboxIT {

    private final RunningNotifier notifier = RunningNotifier.shared();

    private void tell(String channel, String to, String template, String variables) {
        post(
                        notifier.service(),
                        "/v1/notifications",
                        "{\"to\":\"%s\",\"channels\":[\"%s\"],\"template\":\"%s\",\"variables\":%s}"
                                .formatted(to, channel, template, variables))
                .expectStatus()
                .isEqualTo(202);
    }

    private Page open(Chromium chromium, int width, int height, ColorScheme scheme) {
        Page page = chromium.open("http://127.0.0.1:" + notifier.port() + "/sandbox", width, height, scheme);
        page.waitForSelector("#live.on");
        return page;
    }

    @Test
    void messagesShowByThemselvesAndAreFound() {
        String phone = "+4917" + ThreadLocalRandom.current().nextLong(100_000_000, 999_999_999);
        String mailbox = user("ann") + "@example.com";
        try (Chromium chromium = Chromium.start()) {
            Page page = open(chromium, 1000, 900, ColorScheme.LIGHT);
            tell("sms", phone, "login-code", "{\"code\":\"493021\"}");
            tell(
                    "email",
                    mailbox,
                    "payment-received",
                    "{\"amountMinor\":2500,\"currency\":\"EUR\",\"payer\":\"<b>bob</b>\",\"paymentId\":\"1\"}");
            tell(
                    "email",
                    mailbox,
                    "payment-inquiry",
                    "{\"amountMinor\":900000,\"currency\":\"EUR\",\"link\":\"http://127.0.0.1:8004/i/abc\"}");
            Locator sms = page.locator("article", new Page.LocatorOptions().setHasText(phone));
            sms.locator(".copy >> text=Copy 493021").waitFor();
            page.locator("article", new Page.LocatorOptions().setHasText("<b>bob</b>"))
                    .first()
                    .waitFor();
            page.locator("article a[href='http://127.0.0.1:8004/i/abc']")
                    .first()
                    .waitFor();
            Chromium.shoot(page, "sandbox-light");

            page.locator("#channels button[data-channel=email]").click();
            assertThat(sms.count()).isZero();
            page.locator("#channels button[data-channel='']").click();
            sms.locator(".to").click();
            assertThat(page.locator("article").count()).isOne();
            page.locator("#search").fill("nobody has this");
            page.waitForSelector("text=Nothing of that kind.");
            page.context().close();

            Page phoneSized = open(chromium, 390, 844, ColorScheme.DARK);
            phoneSized.waitForSelector("article");
            Chromium.assertFits(phoneSized);
            Chromium.shoot(phoneSized, "sandbox-phone-dark");
            phoneSized.context().setOffline(true);
            phoneSized.waitForSelector("#live.off");
            phoneSized.context().close();
            assertThat(chromium.errors()).isEmpty();
        }
    }
}
