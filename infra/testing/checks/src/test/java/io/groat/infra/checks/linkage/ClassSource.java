package io.groat.infra.checks.linkage;

import java.util.Optional;

/** Finds a class by its internal name. */
@FunctionalInterface
interface ClassSource {
    Optional<ClassFile> find(String name);
}
