package io.groat.infra.checks.linkage;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.checks.Module;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every class, method and field that our classes name exists on the class path they run with. The same is asked of the
 * artifacts whose versions the root pom pins, in both directions, since the pins make pairs that nobody else tested.
 */
class LinkageTest {
    /** The artifacts the root pom pins against the version that the Spring Boot BOM or their own parent names. */
    private static final Set<String> PINNED =
            Set.of("spring-boot-r2dbc", "reactor-pool", "r2dbc-mysql", "reactor-kafka", "kafka-clients");

    /** Of the pinned artifacts, those whose own references are checked: Kafka's client came with what it needs. */
    private static final Set<String> ODDLY_PAIRED =
            Set.of("spring-boot-r2dbc", "reactor-pool", "r2dbc-mysql", "reactor-kafka");

    /**
     * What the pinned artifacts and those who use them may miss, and why: optional to them and not used here. A class
     * that is there must have what is asked of it, listed or not.
     */
    private static final Map<String, String> OPTIONAL = Map.of(
            "org/springframework/boot/docker/compose/", "Boot's start of a compose file, for development",
            "org/springframework/boot/testcontainers/", "Boot's connection to test containers, for tests",
            "org/testcontainers/", "test containers, for tests",
            "io/r2dbc/proxy/", "observation of R2DBC calls by a proxy",
            "com/github/luben/zstd/", "compression of the MySQL protocol, which nobody turns on");

    /**
     * References that are known to be broken, each with what leads there. ReactiveCallsTest forbids our
     * code the way to them.
     */
    private static final Map<String, String> KNOWN_BROKEN = Map.of(
            "org.apache.kafka.clients.producer.Producer.sendOffsetsToTransaction(Ljava/util/Map;Ljava/lang/String;)V",
            "TransactionManager.sendOffsets of reactor-kafka");

    private static final JavaRuntime JAVA = new JavaRuntime();
    private static final Map<Path, Archive> ARCHIVES = new HashMap<>();

    static Stream<Module> modules() {
        return Module.all().stream().filter(Module::hasMainCode);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void ourClassesLinkWithWhatTheyRunWith(Module module) {
        Archive own = archive(module.classes());
        Linker linker = linker(module);

        assertThat(own.names()).isNotEmpty();
        assertThat(own.names().stream().map(own::get).flatMap(type -> {
                    Set<Reference> all = new HashSet<>(type.references());
                    all.addAll(type.described());
                    return linker.problems(type, all).stream();
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void thePinnedArtifactsFindWhatTheyNeed(Module module) {
        Linker linker = linker(module);
        List<Problem> problems = new ArrayList<>();
        for (Archive pinned : dependencies(module, ODDLY_PAIRED)) {
            for (String name : pinned.names()) {
                ClassFile type = pinned.get(name);
                problems.addAll(linker.problems(type, type.references()));
            }
        }

        assertThat(problems).filteredOn(problem -> !isExpected(problem)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void othersFindWhatTheyNeedInThePinnedArtifacts(Module module) {
        Linker linker = linker(module);
        Set<String> packages = new HashSet<>();
        dependencies(module, PINNED).forEach(pinned -> pinned.names().forEach(name -> packages.add(packageOf(name))));
        if (packages.isEmpty()) {
            return; // nothing pinned stands on this module's class path
        }
        List<Problem> problems = new ArrayList<>();
        for (Path dependency : module.dependencies()) {
            Archive archive = archive(dependency);
            if (PINNED.contains(archive.artifact())) {
                continue; // checked above, or came with all it needs
            }
            for (String name : archive.names()) {
                ClassFile type = archive.get(name);
                List<Reference> intoPinned = type.references().stream()
                        .filter(reference -> packages.contains(packageOf(reference.owner())))
                        .collect(toList());
                problems.addAll(linker.problems(type, intoPinned));
            }
        }

        assertThat(problems).filteredOn(problem -> !isExpected(problem)).isEmpty();
    }

    private static boolean isExpected(Problem problem) {
        return problem.absentClass()
                .map(absent -> OPTIONAL.keySet().stream().anyMatch(absent::startsWith))
                .orElseGet(() -> KNOWN_BROKEN.containsKey(problem.reference().toString()));
    }

    private static Linker linker(Module module) {
        List<ClassSource> sources = new ArrayList<>();
        sources.add(JAVA);
        sources.add(archive(module.classes()));
        module.dependencies().forEach(dependency -> sources.add(archive(dependency)));
        return new Linker(sources);
    }

    private static List<Archive> dependencies(Module module, Set<String> artifacts) {
        return module.dependencies().stream()
                .map(LinkageTest::archive)
                .filter(archive -> artifacts.contains(archive.artifact()))
                .collect(toList());
    }

    private static Archive archive(Path location) {
        return ARCHIVES.computeIfAbsent(location, Archive::open);
    }

    private static String packageOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }
}
