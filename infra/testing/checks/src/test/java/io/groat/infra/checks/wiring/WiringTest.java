package io.groat.infra.checks.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.groat.infra.checks.Module;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WiringTest {

    private static final String SAMPLE = "io.groat.infra.checks.wiring.sample";

    /** The service whose code trains its models, too, in a module of their own. */
    private static final String TRAINED_FOR = "fraud-scorer";

    /** Packages of what services share, and of transfer-core, which knows no Spring. */
    private static final Pattern SHARED = Pattern.compile(
            " io\\.groat\\.(?:web|streams|cassandra|event|account|dispute|engine|order|payout|reconcile|saga)\\.");

    /** What is made elsewhere than at home, with the reason. */
    private static final Set<String> MADE_ELSEWHERE = Set.of(
            // The guards of outgoing requests are set by the settings of webhooks, and push uses the same.
            "WebhookConfiguration makes io.groat.notifier.outbound.GuardedHttp",
            "WebhookConfiguration makes io.groat.notifier.outbound.GuardedResolver",
            "WebhookConfiguration makes io.groat.notifier.outbound.PublicAddresses",
            // One for each partition that a stream has got.
            "PipelineConfiguration makes io.groat.fraud.review.PayerAnswers",
            // Calls know the roles and problems of calls, which know what they ask.
            "QueryConfiguration makes io.groat.analytics.live.StreamCall",
            "QueryConfiguration makes io.groat.analytics.rebuild.RebuildCalls",
            // Each with a secret and a purpose of its own.
            "LoginConfiguration makes io.groat.router.secret.SealedText",
            "OtpConfiguration makes io.groat.router.secret.KeyedHash",
            "SessionConfiguration makes io.groat.router.secret.KeyedHash",
            // How long a claim holds is a setting of logins.
            "LoginConfiguration makes io.groat.router.auth.user.IdentityClaims",
            // A part of what the supervisor does.
            "RebuildConfiguration makes io.groat.analytics.cache.FigureCacheLoader");

    @ParameterizedTest
    @CsvSource({"shard-router", "fraud-scorer", "analytics-sink", "notifier"})
    void noTypeIsPublicThatOnlyItsPackageUses(String module) {
        Stream<Path> users = module.equals(TRAINED_FOR) ? foldersOf("infra/models/training") : Stream.of();
        JavaClasses classes = new ClassFileImporter()
                .importPaths(Stream.concat(foldersOf(module), users).toList());
        assertThat(Wiring.needlesslyPublic(classes))
                .filteredOn(type -> !type.startsWith("io.groat.infra.training."))
                .isEmpty();
    }

    @Test
    void objectsAreMadeWhereTheyAreAtHome() {
        assertThat(Stream.of("shard-router", "fraud-scorer", "analytics-sink", "notifier")
                        .map(WiringTest::classesAndTestsOf)
                        .flatMap(classes -> Wiring.madeElsewhere(classes, "io.groat.").stream()
                                .filter(made -> !SHARED.matcher(made).find())))
                .containsExactlyInAnyOrderElementsOf(MADE_ELSEWHERE);
    }

    @Test
    void theRulesFindWhatTheyAreFor() {
        JavaClasses sample = new ClassFileImporter().importPackages(SAMPLE);
        assertThat(Wiring.needlesslyPublic(sample)).containsExactly(SAMPLE + ".home.NeedlesslyPublic");
        assertThat(Wiring.madeElsewhere(sample, SAMPLE))
                .containsExactly("SampleConfiguration makes " + SAMPLE + ".home.Seen");
    }

    /** Tests count: what they need is needed. */
    private static JavaClasses classesAndTestsOf(String name) {
        return new ClassFileImporter().importPaths(foldersOf(name).toList());
    }

    private static Stream<Path> foldersOf(String name) {
        Module module = Module.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Stream.of(module.classes(), module.folder().resolve("target/test-classes"))
                .filter(Files::exists);
    }
}
