package io.groat.infra.checks.wiring;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Set;
import java.util.TreeSet;

/** What the classes of a module say of its wiring. */
final class Wiring {

    private Wiring() {}

    /** Types that are public though no other package uses them; programs are started from outside. */
    static Set<String> needlesslyPublic(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !isProgram(type))
                .filter(type -> type.getDirectDependenciesToSelf().stream()
                        .allMatch(use -> use.getOriginClass().getPackageName().equals(type.getPackageName())))
                .map(JavaClass::getFullName)
                .collect(toCollection(TreeSet::new));
    }

    /**
     * Configurations that make objects of another package of their module, as {@code Configuration makes a.b.Type}.
     *
     * @param root of the module's packages
     */
    static Set<String> madeElsewhere(JavaClasses classes, String root) {
        return classes.stream()
                .filter(Wiring::isConfiguration)
                .flatMap(configuration -> configuration.getConstructorCallsFromSelf().stream()
                        .map(call -> call.getTargetOwner())
                        .filter(made -> made.getPackageName().startsWith(root)
                                && !made.getPackageName().equals(configuration.getPackageName())
                                && !made.isAssignableTo(Record.class))
                        .map(made -> configuration.getSimpleName() + " makes " + made.getFullName()))
                .collect(toCollection(TreeSet::new));
    }

    private static boolean isConfiguration(JavaClass type) {
        return type.getSimpleName().endsWith("Configuration");
    }

    private static boolean isProgram(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent();
    }
}
