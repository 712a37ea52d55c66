package io.groat.infra.checks.linkage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The classes of the Java that runs the checks. */
final class JavaRuntime implements ClassSource {
    private final Map<String, ModuleReference> modulesByPackage = new HashMap<>();
    private final Map<String, Optional<ClassFile>> read = new HashMap<>();

    JavaRuntime() {
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            module.descriptor().packages().forEach(inside -> modulesByPackage.put(inside.replace('.', '/'), module));
        }
    }

    @Override
    public Optional<ClassFile> find(String name) {
        return read.computeIfAbsent(name, this::load);
    }

    private Optional<ClassFile> load(String name) {
        int packageEnd = name.lastIndexOf('/');
        ModuleReference module = packageEnd < 0 ? null : modulesByPackage.get(name.substring(0, packageEnd));
        if (module == null) {
            return Optional.empty();
        }
        try (ModuleReader reader = module.open()) {
            Optional<InputStream> found = reader.open(name + ".class");
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream bytes = found.get()) {
                return Optional.of(ClassFile.read(bytes.readAllBytes()));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + name, failure);
        }
    }
}
