package io.groat.infra.checks.linkage;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** The classes of one jar or one folder; each is read when it is first asked for. */
final class Archive implements ClassSource {
    /** Reads the bytes of one class. */
    private interface Bytes {
        byte[] read() throws IOException;
    }

    private final Path location;
    private final Map<String, Bytes> classes;
    private final Map<String, ClassFile> read = new HashMap<>();

    private Archive(Path location, Map<String, Bytes> classes) {
        this.location = location;
        this.classes = classes;
    }

    static Archive open(Path location) {
        try {
            if (!Files.exists(location)) {
                return new Archive(location, Map.of());
            }
            return new Archive(location, Files.isDirectory(location) ? inFolder(location) : inJar(location));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + location, failure);
        }
    }

    private static Map<String, Bytes> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .collect(toMap(
                            file -> nameOf(folder.relativize(file).toString()),
                            file -> () -> Files.readAllBytes(file)));
        }
    }

    /** The jar stays open until this JVM ends. Of a class in several releases, the one this Java runs is taken. */
    private static Map<String, Bytes> inJar(Path file) throws IOException {
        JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
        return jar.versionedStream()
                .filter(entry -> entry.getName().endsWith(".class"))
                .collect(toMap(entry -> nameOf(entry.getName()), entry -> () -> bytesOf(jar, entry)));
    }

    private static byte[] bytesOf(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream bytes = jar.getInputStream(entry)) {
            return bytes.readAllBytes();
        }
    }

    private static String nameOf(String file) {
        return file.substring(0, file.length() - ".class".length()).replace('\\', '/');
    }

    /** The artifact's name, when this is a jar from a Maven repository: {@code reactor-pool} of reactor-pool-1.2.6.jar. */
    String artifact() {
        return String.valueOf(location.getFileName()).replaceFirst("-\\d.*", "");
    }

    Set<String> names() {
        return classes.keySet();
    }

    @Override
    public Optional<ClassFile> find(String name) {
        return classes.containsKey(name) ? Optional.of(get(name)) : Optional.empty();
    }

    /** The class of this name, which must be one of {@link #names()}. */
    ClassFile get(String name) {
        return read.computeIfAbsent(name, this::load);
    }

    private ClassFile load(String name) {
        Bytes bytes = classes.get(name);
        if (bytes == null) {
            throw new IllegalArgumentException(name + " is not in " + location);
        }
        try {
            return ClassFile.read(bytes.read());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + name + " in " + location, failure);
        }
    }

    @Override
    public String toString() {
        return location.toString();
    }
}
