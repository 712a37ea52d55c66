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

    /** What the pinned artifacts and their users may miss: optional to them, and not used here. */
    private static final Map<String, String> OPTIONAL = Map.of();

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
        List<String> problems = new ArrayList<>();
        for (Archive pinned : dependencies(module, ODDLY_PAIRED)) {
            for (String name : pinned.names()) {
                ClassFile type = pinned.get(name);
                problems.addAll(linker.problems(type, withoutOptional(type.references(), linker)));
            }
        }

        assertThat(problems).isEmpty();
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
        List<String> problems = new ArrayList<>();
        for (Path dependency : module.dependencies()) {
            Archive archive = archive(dependency);
            for (String name : archive.names()) {
                ClassFile type = archive.get(name);
                List<Reference> intoPinned = type.references().stream()
                        .filter(reference -> packages.contains(packageOf(reference.owner())))
                        .collect(toList());
                problems.addAll(linker.problems(type, withoutOptional(intoPinned, linker)));
            }
        }

        assertThat(problems).isEmpty();
    }

    /** Drops what is optional by design, but only where the whole class is absent. */
    private static List<Reference> withoutOptional(Iterable<Reference> references, Linker linker) {
        List<Reference> needed = new ArrayList<>();
        for (Reference reference : references) {
            boolean optional = OPTIONAL.keySet().stream().anyMatch(reference.owner()::startsWith);
            if (!optional || linker.find(reference.owner()).isPresent()) {
                needed.add(reference);
            }
        }
        return needed;
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
