package io.groat.infra.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.workspace.KeyRing;
import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPlanTest {
    private static final Secrets SECRETS = new Secrets("mysql-secret", "redis-secret", "codes-secret", "totp-secret");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void hasTheUsualPorts() {
        StackPlan plan = plan(0, true);
        assertThat(plan.parts())
                .extracting(part -> part.name() + " " + part.ports())
                .containsExactly(
                        "mysql-0 [3306]",
                        "mysql-1 [3307]",
                        "mysql-2 [3308]",
                        "mysql-3 [3309]",
                        "kafka [9092, 9093]",
                        "cassandra [9042, 7000]",
                        "redis [6379]",
                        "shard-router [8006]",
                        "fraud-scorer [8003]",
                        "notifier [8004]",
                        "analytics-sink [8005]");
    }

    @Test
    void anOffsetMovesEveryPort() {
        List<Integer> plain = ports(plan(0, true));
        List<Integer> moved = ports(plan(20_000, true));
        assertThat(moved)
                .containsExactlyElementsOf(
                        plain.stream().map(port -> port + 20_000).toList());
        assertThat(plain).doesNotHaveDuplicates();
    }

    @Test
    void everyPartThatAnotherNeedsComesBeforeIt() {
        List<Part> parts = plan(0, true).parts();
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.subList(0, i))
                    .extracting(Part::name)
                    .containsAll(parts.get(i).needs());
        }
    }

    @Test
    void theOtherRouterMayBeOfTheReleaseBefore() {
        assertThat(otherRouter().jar()).isEqualTo(new Workspace(root).jar("shard-router"));
        System.setProperty(Workspace.PREVIOUS_JARS, root.resolve("before").toString());
        try {
            assertThat(otherRouter().jar()).isEqualTo(root.resolve("before/shard-router-app.jar"));
        } finally {
            System.clearProperty(Workspace.PREVIOUS_JARS);
        }
    }

    private ServiceProgram otherRouter() {
        return (ServiceProgram) plan(0, true)
                .withAnotherRouter("shard-router-2", 1)
                .find("shard-router-2")
                .orElseThrow()
                .program();
    }

    @Test
    void withoutServicesOnlyServersRemain() {
        assertThat(plan(0, false).parts()).hasSize(7).noneMatch(Part::isService);
    }

    @Test
    void aServiceIsToldWhereEverythingIs() {
        Map<String, String> environment = StackPlan.environment(SECRETS, new KeyRing(root.resolve("keys")), 100, 8106);
        assertThat(environment)
                .containsEntry("SERVER_PORT", "8106")
                .containsEntry("SERVER_ADDRESS", "127.0.0.1")
                .containsEntry("SPRING_PROFILES_ACTIVE", "local")
                .containsEntry("GROAT_SHARDS_3_HOST", "127.0.0.1")
                .containsEntry("GROAT_SHARDS_3_PORT", "3409")
                .containsEntry("GROAT_SHARDS_3_DATABASE", "groat")
                .containsEntry("GROAT_SHARDS_3_USER", "groat")
                .containsEntry("GROAT_SHARDS_3_PASSWORD", "mysql-secret")
                .containsEntry("GROAT_KAFKA_BOOTSTRAPSERVERS", "127.0.0.1:9192")
                .containsEntry("SPRING_DATA_REDIS_PORT", "6479")
                .containsEntry("SPRING_DATA_REDIS_PASSWORD", "redis-secret")
                .containsEntry("GROAT_ACCESS_INTROSPECTIONURI", "http://127.0.0.1:8106/v1/auth/introspect")
                .containsEntry("GROAT_AUTH_KEYS", root.resolve("keys/signing").toString())
                .containsEntry("SPRING_CASSANDRA_PORT", "9142")
                .containsEntry("SPRING_CASSANDRA_LOCALDATACENTER", "datacenter1");
    }

    private StackPlan plan(int offset, boolean services) {
        return new StackPlan(new Workspace(root), SECRETS, offset, services);
    }

    private static List<Integer> ports(StackPlan plan) {
        return plan.parts().stream().flatMap(part -> part.ports().stream()).toList();
    }
}
