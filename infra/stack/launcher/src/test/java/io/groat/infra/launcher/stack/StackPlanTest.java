package io.groat.infra.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.launcher.workspace.GatewaySecrets;
import io.groat.infra.launcher.workspace.Secrets;
import io.groat.infra.launcher.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPlanTest {
    private static final Secrets SECRETS = new Secrets(
            "mysql-secret",
            "redis-secret",
            "codes-secret",
            "totp-secret",
            new GatewaySecrets(
                    "first-key", "first-secret", "first-webhooks", "second-key", "second-webhooks", "seals"));

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
                        "analytics-sink [8005]",
                        "sandbox [8010]");
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
        Map<String, String> environment = toldTo(plan(100, true), "notifier");
        assertThat(environment)
                .containsEntry("SERVER_PORT", "8104")
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
                .containsEntry(
                        "GROAT_AUTH_KEYS", root.resolve(".groat/keys/signing").toString())
                .containsEntry("SPRING_CASSANDRA_PORT", "9142")
                .containsEntry("SPRING_CASSANDRA_LOCALDATACENTER", "datacenter1");
    }

    @Test
    void theRouterAloneIsToldOfTheGatewaysAndTheSandboxOfTheRouter() {
        StackPlan plan = plan(100, true).withAnotherRouter("shard-router-2", 1);
        assertThat(toldTo(plan, "shard-router"))
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_0_NAME", "razorpay")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_0_URI", "http://127.0.0.1:8110/razorpay/v1")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_0_CHECKOUT", "http://127.0.0.1:8110/pay/{id}")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_0_KEYID", "first-key")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_0_SECRET", "first-secret")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_0_WEBHOOKSECRETS", "first-webhooks")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_1_NAME", "stripe")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_1_URI", "http://127.0.0.1:8110/stripe/v1")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_1_SECRET", "second-key")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_1_WEBHOOKSECRETS", "second-webhooks")
                .containsEntry("GROAT_GATEWAYS_PROVIDERS_1_DESTINATIONS", "card")
                .containsEntry("GROAT_GATEWAYS_SECRET", "seals")
                .containsEntry("GROAT_GATEWAYS_RETURNURL", "http://127.0.0.1:8106/");
        assertThat(gateways(plan, "shard-router-2")).isEqualTo(gateways(plan, "shard-router"));
        for (String other : List.of("fraud-scorer", "notifier", "analytics-sink")) {
            assertThat(gateways(plan, other)).as(other).isEmpty();
        }
        assertThat(toldTo(plan, "sandbox"))
                .containsOnly(
                        Map.entry("SANDBOX_RAZORPAY_KEY_ID", "first-key"),
                        Map.entry("SANDBOX_RAZORPAY_KEY_SECRET", "first-secret"),
                        Map.entry("SANDBOX_RAZORPAY_WEBHOOK_SECRET", "first-webhooks"),
                        Map.entry("SANDBOX_STRIPE_SECRET_KEY", "second-key"),
                        Map.entry("SANDBOX_STRIPE_WEBHOOK_SECRET", "second-webhooks"));
    }

    @Test
    void aRouterWithoutTheSandboxKnowsNoGateway() {
        StackPlan plan = plan(0, true).withServices(Set.of("shard-router"));
        assertThat(plan.names()).hasSize(8).contains("shard-router", "mysql-0").doesNotContain("sandbox");
        assertThat(gateways(plan, "shard-router")).isEmpty();
        assertThat(gateways(plan(0, true).withServices(Set.of("shard-router", "sandbox")), "shard-router"))
                .isNotEmpty();
    }

    @Test
    void whatFollowsPaymentsLeavesProcessorsToThem() {
        assertThat(plan(0, true).parts())
                .filteredOn(part -> part.niceness() > 0)
                .extracting(Part::name)
                .containsExactly("cassandra", "fraud-scorer", "notifier", "analytics-sink");
    }

    private static Map<String, String> gateways(StackPlan plan, String part) {
        Map<String, String> told = new TreeMap<>(toldTo(plan, part));
        told.keySet().removeIf(name -> !name.startsWith("GROAT_GATEWAYS_"));
        return told;
    }

    private static Map<String, String> toldTo(StackPlan plan, String part) {
        return ((BuiltProgram) plan.find(part).orElseThrow().program()).environment();
    }

    private StackPlan plan(int offset, boolean services) {
        return new StackPlan(new Workspace(root), SECRETS, offset, services);
    }

    private static List<Integer> ports(StackPlan plan) {
        return plan.parts().stream().flatMap(part -> part.ports().stream()).toList();
    }
}
