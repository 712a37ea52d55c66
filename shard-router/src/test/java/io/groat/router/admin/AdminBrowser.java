package io.groat.router.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.groat.infra.webtest.Chromium;
import io.groat.router.RunningRouter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The browser of a test class that looks at the admin page: after each test nothing has gone wrong in any page. */
public final class AdminBrowser implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private @Nullable Chromium chromium;

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = Chromium.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(chromium().errors()).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (chromium != null) {
            chromium.close();
        }
    }

    public Chromium chromium() {
        return Objects.requireNonNull(chromium);
    }

    /** The admin page, before anybody has signed in. */
    public Page open(RunningRouter router, String place, int width, int height, ColorScheme scheme) {
        return chromium().open("http://127.0.0.1:" + router.port() + "/admin" + place, width, height, scheme);
    }

    /** The same as an admin sees it. */
    public Page signedIn(RunningRouter router, String place, int width, int height, ColorScheme scheme) {
        return signedIn(router, RunningRouter.ADMIN.text(), place, width, height, scheme);
    }

    /** The same as whoever has that token sees it. */
    public Page signedIn(RunningRouter router, String token, String place, int width, int height, ColorScheme scheme) {
        Page page = open(router, place, width, height, scheme);
        signIn(page, token);
        page.waitForSelector("#sign-out:not([hidden])");
        return page;
    }

    public static void signIn(Page page, String token) {
        page.locator("#token").fill(token);
        page.keyboard().press("Enter");
    }
}
