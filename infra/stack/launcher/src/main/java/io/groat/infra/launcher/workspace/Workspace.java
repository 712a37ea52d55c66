package io.groat.infra.launcher.workspace;

import io.groat.infra.launcher.console.LauncherException;
import io.groat.infra.server.install.ServerCache;
import java.nio.file.Path;

/**
 * Where a stack of one checkout keeps its things: all of it under {@code .groat}, which git ignores.
 *
 * @param root the root of the checkout
 * @param state the folder of this stack's data, logs and passwords; the checkout's own stack has {@code .groat}
 */
public record Workspace(Path root, Path state) {

    public static final String PREVIOUS_JARS = "groat.previous.jars";

    public Workspace {
        root = root.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
    }

    /** That of the checkout's own stack. */
    public Workspace(Path root) {
        this(root, root.resolve(".groat"));
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

    public Path data() {
        return state.resolve("data");
    }

    public Path run() {
        return state.resolve("run");
    }

    public Path secrets() {
        return state.resolve("secrets");
    }

    /** The keys of this stack. */
    public KeyRing keys() {
        return new KeyRing(keysFolder());
    }

    public Path keysFolder() {
        return state.resolve("keys");
    }

    public Path log(String part) {
        return state.resolve("logs").resolve(part + ".log");
    }

    /** The runnable jar that the build makes of a service's module. */
    public Path jar(String module) {
        return root.resolve(module).resolve("target").resolve(module + "-app.jar");
    }

    /** The runnable jar of the sandbox payment gateway. */
    public Path sandboxJar() {
        return root.resolve("infra/stack/sandbox/target/groat-sandbox-app.jar");
    }

    /**
     * That of a service in the release before, where {@code -Dgroat.previous.jars} names the folder of its jars; else this
     * one's. So what runs twice can run in two releases at once, as during an update.
     */
    public Path previousJar(String module) {
        String folder = System.getProperty(PREVIOUS_JARS, "");
        return folder.isBlank()
                ? jar(module)
                : Path.of(folder).resolve(jar(module).getFileName());
    }

    /** As short as it can be shown: relative to the checkout. */
    public String shown(Path path) {
        return path.startsWith(root) ? root.relativize(path).toString() : path.toString();
    }
}
