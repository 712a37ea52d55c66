package io.groat.infra.server.install;

import io.groat.infra.server.Executables;
import io.groat.infra.server.Folders;
import io.groat.infra.server.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Downloads and unpacks Debian packages into a folder of our own; needs no root and installs nothing. */
final class Apt {
    private final Path work;
    private boolean listsFetched;
    private String lastProblem = "";

    Apt(Path folder) {
        this.work = folder.resolve("apt");
    }

    /** Where the packages' files stand. */
    Path unpacked() {
        return work.resolve("unpacked");
    }

    /** What apt or dpkg said last when it failed, in one line. */
    String lastProblem() {
        return lastProblem;
    }

    /** Fetches one package; false when it is not to be had under this name. */
    boolean unpack(String packageName) throws IOException {
        Files.createDirectories(unpacked());
        if (!download(packageName)) {
            // The machine's package lists may be missing or stale, and only root may refresh those: fetch private ones.
            fetchLists();
            if (!download(packageName)) {
                return false;
            }
        }
        return succeeds(List.of(
                "dpkg", "-x", downloaded(packageName).toString(), unpacked().toString()));
    }

    void clean() throws IOException {
        Folders.delete(work);
    }

    private boolean download(String packageName) throws IOException {
        List<String> command = new ArrayList<>(List.of("apt-get", "download"));
        command.addAll(options());
        command.add(packageName);
        return succeeds(command);
    }

    private void fetchLists() throws IOException {
        if (listsFetched) {
            return;
        }
        listsFetched = true;
        Files.createDirectories(work.resolve("lists").resolve("partial"));
        Files.createDirectories(work.resolve("cache").resolve("archives").resolve("partial"));
        List<String> command = new ArrayList<>(List.of("apt-get", "update"));
        command.addAll(options());
        succeeds(command);
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of("-q", "-o", "Acquire::Languages=none"));
        // Root's apt would give the download to a user who may not write here.
        options.addAll(List.of("-o", "APT::Sandbox::User=root"));
        if (listsFetched) {
            options.addAll(List.of("-o", "Dir::State::lists=" + work.resolve("lists")));
            options.addAll(List.of("-o", "Dir::Cache=" + work.resolve("cache")));
        }
        return options;
    }

    private Path downloaded(String packageName) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.getFileName().toString().startsWith(packageName + "_"))
                    .findFirst()
                    .orElseThrow(() -> new ServerException("apt-get download left no file for " + packageName));
        }
    }

    private boolean succeeds(List<String> command) throws IOException {
        Executables.Outcome outcome = Executables.run(work, Map.of("LC_ALL", "C"), command);
        if (!outcome.succeeded()) {
            List<String> lines = outcome.output().lines().toList();
            lastProblem = lines.isEmpty() ? "no reason given" : lines.get(lines.size() - 1);
        }
        return outcome.succeeded();
    }
}
