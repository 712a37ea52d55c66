package io.groat.infra.checks;

import static java.util.stream.Collectors.toList;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The compiled main classes of modules, imported once for all rules. */
final class MainClasses {
    private static final Map<List<Path>, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

    /** Modules under infra that services run with. */
    private static final Set<String> SHARED =
            Set.of("infra/platform/web", "infra/platform/events", "infra/platform/streams", "infra/platform/cassandra");

    private MainClasses() {}

    static JavaClasses all() {
        return those(module -> true);
    }

    /** Of the core, what services share, and the services: what runs in production, without the tools. */
    static JavaClasses ofProduct() {
        return those(MainClasses::isOfProduct);
    }

    static boolean isOfProduct(Module module) {
        return !module.name().startsWith("infra/") || SHARED.contains(module.name());
    }

    /** @throws IllegalArgumentException when the root pom lists no such module */
    static JavaClasses of(String name) {
        if (Module.all().stream().noneMatch(module -> module.name().equals(name))) {
            throw new IllegalArgumentException("The root pom lists no module " + name);
        }
        return those(module -> module.name().equals(name));
    }

    private static JavaClasses those(Predicate<Module> wanted) {
        List<Path> folders = Module.all().stream()
                .filter(wanted)
                .filter(Module::hasMainCode)
                .map(Module::classes)
                .filter(Files::exists)
                .collect(toList());
        return IMPORTED.computeIfAbsent(folders, MainClasses::imported);
    }

    private static JavaClasses imported(Collection<Path> folders) {
        return new ClassFileImporter().importPaths(folders);
    }
}
