package io.groat.infra.checks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules and packages. Each module has packages of its own, and imports run one way. */
class ArchitectureTest {
    private static final String[] SERVICES = {
        "io.groat.router..", "io.groat.fraud..", "io.groat.analytics..", "io.groat.notifier.."
    };

    static Stream<Module> modules() {
        return Module.all().stream().filter(Module::hasMainCode);
    }

    @Test
    void theCoreKnowsNoServiceAndNoTool() {
        classes()
                .should()
                .resideOutsideOfPackages(SERVICES)
                .andShould()
                .resideOutsideOfPackage("io.groat.infra..")
                .andShould()
                .resideInAPackage("io.groat..")
                .andShould()
                .onlyDependOnClassesThat(resideOutsideOfPackages(SERVICES))
                .allowEmptyShould(true)
                .check(MainClasses.of("transfer-core"));
    }

    @Test
    void theCoreKnowsNoWebConventions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.groat.web..")
                .check(MainClasses.of("transfer-core"));
    }

    @Test
    void theCoreKnowsNoWebNoKafkaNoRedisNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "org.apache.kafka..",
                        "reactor.kafka..",
                        "reactor.netty.http..",
                        "io.netty.handler.codec.http..",
                        "io.lettuce..",
                        "com.datastax..",
                        "jakarta.servlet..",
                        "jakarta.ws..",
                        "java.net.http..")
                .allowEmptyShould(true)
                .check(MainClasses.of("transfer-core"));
    }

    @ParameterizedTest
    @CsvSource({
        "infra/platform/web,      io.groat.web..",
        "infra/platform/events,   io.groat.event..",
        "infra/platform/streams,  io.groat.streams..",
        "infra/platform/cassandra, io.groat.cassandra..",
        "shard-router,   io.groat.router..",
        "fraud-scorer,   io.groat.fraud..",
        "analytics-sink, io.groat.analytics..",
        "notifier,       io.groat.notifier..",
        "infra/testing/web-test, io.groat.infra.webtest..",
        "infra/stack/servers,  io.groat.infra..",
        "infra/stack/sandbox,  io.groat.sandbox..",
        "infra/stack/launcher, io.groat.infra..",
        "infra/testing/drills,   io.groat.infra..",
        "infra/testing/benchmark, io.groat.infra.bench..",
        "infra/models/training, io.groat.infra.training.."
    })
    void aModuleKeepsToItsPackages(String module, String packages) {
        classes().should().resideInAPackage(packages).allowEmptyShould(true).check(MainClasses.of(module));
    }

    /** Users, logins and tokens would stand as they are beside something else than money. */
    @Test
    void whoUsersAreKnowsNothingOfMoney() {
        classes()
                .that()
                .resideInAPackage("io.groat.router.auth..")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.groat..")
                        .or(resideInAnyPackage(
                                "io.groat.router.auth..",
                                "io.groat.router.audit..",
                                "io.groat.router.http..",
                                "io.groat.router.secret..",
                                "io.groat.router.problem..", // the codes of refusals that all calls have
                                "io.groat.web..",
                                "io.groat.shard..",
                                "io.groat.db.."))
                        .or(name("io.groat.event.Json")) // the mapper, which knows no event
                        .or(name("io.groat.engine.ShardGateway"))
                        .or(name("io.groat.engine.Shard"))
                        .or(name("io.groat.account.UserIds")))
                .check(MainClasses.of("shard-router"));
    }

    /** What moves money asks the tokens of a call who makes it, and nobody else. */
    @Test
    void moneyKnowsNothingOfWhoUsersAre() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.groat.router.auth..")
                .and()
                .doNotHaveFullyQualifiedName("io.groat.router.ApiInfoConfiguration") // names the problems of all
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.groat.router.auth..")
                .check(MainClasses.of("shard-router"));
    }

    @Test
    void theRouterKnowsTheCoreAndNoOtherService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.groat.fraud..", "io.groat.analytics..", "io.groat.notifier..")
                .allowEmptyShould(true)
                .check(MainClasses.of("shard-router"));
    }

    /** Whoever wants something of a shard names whose it is; the names themselves and the map know where that is. */
    @ParameterizedTest
    @ValueSource(strings = {"transfer-core", "shard-router"})
    void whoCallsComputesNoShard(String module) {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.groat.shard..")
                .and()
                .areNotAssignableTo("io.groat.shard.ShardKey")
                .should()
                .callMethod("io.groat.shard.ShardMap", "shardOfUser", "java.lang.String")
                .orShould()
                .callMethod("io.groat.shard.ShardMap", "shardOfSlot", "int")
                .check(MainClasses.of(module));
    }

    /** All else goes through the gateway, which is guarded. What looks at each shard by itself is made by configurations. */
    @Test
    void theRouterAsksShardsThroughTheGateway() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.groat.router.shard..")
                .and()
                .haveSimpleNameNotEndingWith("Configuration")
                .and()
                .doNotHaveFullyQualifiedName("io.groat.router.ops.ShardsCall") // shows how each shard does
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.groat.engine.Shards")
                .check(MainClasses.of("shard-router"));
    }

    @Test
    void theWebConventionsKnowTheEventsAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.groat..")
                        .or(resideInAnyPackage("io.groat.event..", "io.groat.web..")))
                .check(MainClasses.of("infra/platform/web"));
    }

    @Test
    void theEventsKnowNothingElseOfOurs() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackages("io.groat..").or(resideInAnyPackage("io.groat.event..")))
                .check(MainClasses.of("infra/platform/events"));
    }

    @Test
    void theStreamsKnowTheEventsAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.groat..")
                        .or(resideInAnyPackage("io.groat.event..", "io.groat.streams..")))
                .check(MainClasses.of("infra/platform/streams"));
    }

    @Test
    void theWayToCassandraKnowsNothingElseOfOurs() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackages("io.groat..").or(resideInAnyPackage("io.groat.cassandra..")))
                .check(MainClasses.of("infra/platform/cassandra"));
    }

    /** It is asked over HTTP, as a real provider is. */
    @Test
    void theSandboxOfProvidersStandsAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackages("io.groat..").or(resideInAnyPackage("io.groat.sandbox..")))
                .check(MainClasses.of("infra/stack/sandbox"));
        noClasses()
                .that()
                .resideOutsideOfPackage("io.groat.sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.groat.sandbox..")
                .check(MainClasses.all());
    }

    @Test
    void reactorKafkaIsKnownToOnePackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.groat.streams.reactor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("reactor.kafka..")
                .check(MainClasses.all());
    }

    @ParameterizedTest
    @CsvSource({
        "fraud-scorer,   io.groat.fraud..",
        "analytics-sink, io.groat.analytics..",
        "notifier,       io.groat.notifier.."
    })
    void aConsumerKnowsTheEventsAndTheConventionsAndNothingElseOfOurs(String module, String packages) {
        classes()
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.groat..")
                        .or(resideInAnyPackage(
                                "io.groat.event..",
                                "io.groat.streams..",
                                "io.groat.cassandra..",
                                "io.groat.web..",
                                packages)))
                .allowEmptyShould(true)
                .check(MainClasses.of(module));
    }

    @Test
    void nobodyKnowsTheTools() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.groat.infra..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.groat.infra..")
                .check(MainClasses.all());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesDependOnEachOtherInNoCircle(Module module) {
        slices().assignedFrom(new ByPackage())
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(MainClasses.of(module.name()));
    }

    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("io.groat")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
