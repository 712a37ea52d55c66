package io.groat.router.auth.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.infra.webtest.Chromium;
import io.groat.router.RunningRouter;
import org.junit.jupiter.api.Test;

/** Signing in at the admin page by password and code. */
class PageLoginIT {

    private final People people = People.shared();

    @Test
    void anAdminLogsInStaysInAndLogsOut() {
        People.Person kim = people.somebody();
        String roles = people.send(
                        RunningRouter.ADMIN.text(),
                        "PATCH",
                        "/v1/users/" + kim.id(),
                        "{\"roles\":[\"user\",\"admin\"]}")
                .body();
        assertThat(roles).contains("admin");
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.open(
                    "http://127.0.0.1:" + people.router.port() + "/admin#/users", 390, 844, ColorScheme.LIGHT);
            page.locator("#by-password summary").click();
            page.locator("#login-name").fill(kim.phone());
            page.locator("#login-password").fill("another password");
            page.keyboard().press("Enter");
            page.waitForSelector("#sign-in-error:not(:empty)");
            page.locator("#login-password").fill(People.PASSWORD);
            page.keyboard().press("Enter");
            page.waitForSelector("#login-code");
            Chromium.shoot(page, "admin-code-phone");
            page.locator("#login-code").fill(people.messages.lastCode(kim.phone()));
            page.keyboard().press("Enter");
            page.waitForSelector("a[data-key='" + kim.id() + "']");
            Chromium.shoot(page, "admin-users-phone");

            // The access token has ended: another comes by itself.
            page.evaluate("sessionStorage.setItem('groat.token', 'ended')");
            page.locator("a[data-key='" + kim.id() + "']").click();
            page.waitForSelector("#case >> text=Ada Lovelace");
            assertThat(page.locator("#sign-in").isVisible()).isFalse();
            Chromium.shoot(page, "admin-person-phone");

            String session = (String) page.evaluate("sessionStorage.getItem('groat.refresh')");
            page.locator("#sign-out").click();
            page.waitForSelector("#sign-in[open]");
            assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
            assertThat(people.refresh(session).status()).isEqualTo(401);
            assertThat(chromium.errors()).isEmpty();
        }
    }
}
