package io.groat.infra.launcher.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groat.infra.launcher.console.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void keysAreMadeOnceAndForTheOwnerOnly() throws Exception {
        KeyRing keys = new KeyRing(folder.resolve("keys"));
        Map<String, String> environment = keys.environment();

        for (String role : new String[] {"operator", "analyst", "admin", "service"}) {
            Path file = folder.resolve("keys").resolve(role);
            assertThat(permissions(file)).isEqualTo("rw-------");
            assertThat(Files.readString(file)).matches("groat_([0-9a-f]{16}|service)_[A-Za-z0-9_-]{43}\n");
        }
        assertThat(permissions(folder.resolve("keys"))).isEqualTo("rwx------");
        try (Stream<Path> signing = Files.list(folder.resolve("keys/signing"))) {
            assertThat(signing).hasSize(1).allSatisfy(file -> {
                assertThat(permissions(file)).isEqualTo("rw-------");
                assertThat(file).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
            });
        }
        assertThat(new KeyRing(folder.resolve("keys")).environment()).isEqualTo(environment);
    }

    @Test
    void servicesAreToldHashesAlone() {
        KeyRing keys = new KeyRing(folder);
        AccessKey admin = keys.of("admin");

        assertThat(keys.environment().get("GROAT_ACCESS_BOOTSTRAP_ADMIN"))
                .matches(admin.id() + ":[0-9a-f]{64}")
                .doesNotContain(admin.secret());
        assertThat(admin.toString()).doesNotContain(admin.secret());
    }

    @Test
    void aFileThatHoldsNoKeyIsNamed() throws Exception {
        Files.writeString(folder.resolve("operator"), "nonsense");

        assertThatThrownBy(() -> new KeyRing(folder).of("operator"))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("operator holds no API key");
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
