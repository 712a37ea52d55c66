package io.groat.infra.launcher.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @Test
    void areMadeOnceAndForTheOwnerOnly(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deep").resolve("secrets");
        Secrets made = Secrets.in(file);
        assertThat(made.mysqlPassword()).hasSizeGreaterThan(30).isNotEqualTo(made.redisPassword());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Secrets.in(file)).isEqualTo(made);
        assertThat(Secrets.unkept()).isNotEqualTo(made);
    }

    @Test
    void whatAFileLacksIsAddedAndWhatItHasStays(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secrets"), "mysql.password=mine\n");
        Secrets completed = Secrets.in(file);
        assertThat(completed.mysqlPassword()).isEqualTo("mine");
        assertThat(completed.gateway().stripeKey()).hasSizeGreaterThan(30);
        assertThat(Secrets.in(file)).isEqualTo(completed);
    }

    @Test
    void areNeverPrinted(@TempDir Path folder) {
        Secrets secrets = Secrets.in(folder.resolve("secrets"));
        GatewaySecrets gateway = secrets.gateway();
        List<String> all = List.of(
                secrets.mysqlPassword(),
                secrets.redisPassword(),
                secrets.authCodes(),
                secrets.authTotp(),
                gateway.razorpayKeyId(),
                gateway.razorpayKeySecret(),
                gateway.razorpayWebhooks(),
                gateway.stripeKey(),
                gateway.stripeWebhooks());
        assertThat(all).doesNotHaveDuplicates();
        assertThat(all).noneMatch(secrets.toString()::contains).noneMatch(gateway.toString()::contains);
    }
}
