package io.groat.infra.launcher;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.ServerCache;
import java.nio.file.Path;

/**
 * Where the stack of one checkout keeps its things: all of it under {@code .groat}, which git ignores.
 *
 * @param root the root of the checkout
 */
public record Workspace(Path root) {
    public Workspace {
        root = root.toAbsolutePath().normalize();
    }

    /** The checkout named by the system property {@code groat.root}, else the one that the working folder is in. */
    public static Workspace current() {
        String named = System.getProperty("groat.root");
        if (named != null) {
            return new Workspace(Path.of(named));
        }
        return new Workspace(ServerCache.projectRoot(Path.of("").toAbsolutePath())
                .orElseThrow(() -> new LauncherException(
                        "Not inside a checkout of Groat. Run infra/up there, or give -Dgroat.root=PATH.")));
    }

    /** What is made once and used by every run. */
    public ServerCache cache() {
        return System.getProperty("groat.cache") == null
                ? new ServerCache(root.resolve(".groat/cache"))
                : ServerCache.standard();
    }

    Path data() {
        return root.resolve(".groat/data");
    }

    Path run() {
        return root.resolve(".groat/run");
    }

    Path secrets() {
        return root.resolve(".groat/secrets");
    }

    Path log(String part) {
        return root.resolve(".groat/logs").resolve(part + ".log");
    }

    /** The runnable jar that the build makes of a service's module. */
    public Path jar(String module) {
        return root.resolve(module).resolve("target").resolve(module + "-app.jar");
    }

    /** As short as it can be shown: relative to the checkout. */
    String shown(Path path) {
        return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    }
}
