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

    /**
     * Types that are public though no other package uses them or a type in them. Programs are started from outside; and
     * of constants the compiler copies the value, so who uses them can't be seen.
     */
    static Set<String> needlesslyPublic(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !isProgram(type) && !hasConstants(type))
                .filter(type -> classes.stream()
                        .filter(one -> one.equals(type) || one.getName().startsWith(type.getName() + "$"))
                        .flatMap(one -> one.getDirectDependenciesToSelf().stream())
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

    private static boolean hasConstants(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> field.getModifiers()
                        .containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC, JavaModifier.FINAL)))
                .anyMatch(field ->
                        field.getRawType().isPrimitive() || field.getRawType().isEquivalentTo(String.class));
    }

    private static boolean isProgram(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent();
    }
}
