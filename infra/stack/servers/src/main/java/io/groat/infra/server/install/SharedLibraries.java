package io.groat.infra.server.install;

import io.groat.infra.server.Executables;
import io.groat.infra.server.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The system libraries that mysqld needs and a slim machine lacks. Where apt is, they are fetched into a private
 * folder, without root and without touching the system; elsewhere the message names the package.
 */
public final class SharedLibraries {
    /** As the dynamic linker of glibc says it. */
    private static final Pattern MISSING =
            Pattern.compile("error while loading shared libraries: (\\S+): cannot open shared object file");

    /** Library to the Debian packages that hold it: the older name first, then that of the 64-bit time_t rename. */
    private static final Map<String, List<String>> PACKAGES = Map.of(
            "libaio.so.1", List.of("libaio1", "libaio1t64"),
            "libnuma.so.1", List.of("libnuma1"));

    private static final String HOW_TO_INSTALL =
            " Debian/Ubuntu: apt-get install libaio1 libnuma1 (libaio1t64 from Debian 13 and Ubuntu 24.04 on);"
                    + " Fedora/RHEL: dnf install libaio numactl-libs; Arch: pacman -S libaio numactl.";

    private final ServerCache cache;

    public SharedLibraries(ServerCache cache) {
        this.cache = cache;
    }

    /**
     * What must be added to the environment so that the binary finds its libraries.
     *
     * @throws ServerException when a library is missing and cannot be fetched; it names the package to install
     */
    public Map<String, String> environmentFor(Path binary) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (int fetched = 0; ; fetched++) {
            Executables.Outcome outcome =
                    Executables.run(binary.resolveSibling(""), environment, List.of(binary.toString(), "--version"));
            if (outcome.succeeded()) {
                return environment;
            }
            Matcher missing = MISSING.matcher(outcome.output());
            if (!missing.find() || fetched > PACKAGES.size()) {
                throw new ServerException(binary.getFileName() + " does not run on this machine: "
                        + outcome.output().strip());
            }
            Path libraries = fetch(binary, missing.group(1));
            environment.merge("LD_LIBRARY_PATH", libraries.toString(), (old, added) -> old + ":" + added);
        }
    }

    private Path fetch(Path binary, String library) throws IOException {
        List<String> packages = PACKAGES.getOrDefault(library, List.of());
        if (packages.isEmpty()
                || Executables.find("apt-get").isEmpty()
                || Executables.find("dpkg").isEmpty()) {
            throw missing(binary, library, "");
        }
        return cache.entry("lib-" + library, folder -> fillFromApt(folder, binary, library, packages));
    }

    private static void fillFromApt(Path folder, Path binary, String library, List<String> packages)
            throws IOException {
        Apt apt = new Apt(folder);
        for (String name : packages) {
            if (apt.unpack(name)) {
                link(apt.unpacked(), folder, library);
                apt.clean();
                return;
            }
        }
        throw missing(binary, library, " Fetching it with apt failed: " + apt.lastProblem() + ".");
    }

    /** Newer Debian names the same library libaio.so.1t64. */
    private static void link(Path unpacked, Path folder, String library) throws IOException {
        Path found;
        try (Stream<Path> files = Files.walk(unpacked)) {
            found = files.filter(file -> file.getFileName().toString().startsWith(library))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new ServerException("The package holds no " + library));
        }
        Files.copy(found, folder.resolve(library));
    }

    private static ServerException missing(Path binary, String library, String more) {
        return new ServerException("The library " + library + ", which " + binary.getFileName()
                + " needs, is not on this machine." + more + HOW_TO_INSTALL);
    }
}
