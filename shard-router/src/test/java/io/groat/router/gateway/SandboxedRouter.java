package io.groat.router.gateway;

import io.groat.router.RunningRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A router with two gateways, which are the sandbox's two shapes: one for all tests of a JVM. The first takes UPI, and pays out
 * to UPI ids and banks; the second takes cards, and pays out to them.
 */
record SandboxedRouter(RunningRouter router, SandboxProcess sandbox) {

    private static @Nullable SandboxedRouter shared;

    static synchronized SandboxedRouter shared() {
        SandboxedRouter made = shared;
        if (made == null) {
            made = fresh();
            Runtime.getRuntime().addShutdownHook(new Thread(made.sandbox::close));
            shared = made;
        }
        return made;
    }

    /** One for a test that wants to be alone with it, and closes both. */
    static SandboxedRouter fresh() {
        SandboxProcess sandbox = newSandbox();
        RunningRouter router = RunningRouter.fresh(settings(sandbox));
        router.awaitShardsUp(4);
        SandboxedRouter both = new SandboxedRouter(router, sandbox);
        both.startSandbox();
        return both;
    }

    /** What a router is told of the sandbox. Amounts from 7,000 on wait for a person. */
    static String[] settings(SandboxProcess sandbox) {
        return Stream.concat(sandbox.settings().stream(), Stream.of("--groat.risk.hold-from=7000"))
                .toArray(String[]::new);
    }

    static SandboxProcess newSandbox() {
        try {
            return new SandboxProcess(Files.createTempDirectory("groat-sandbox-"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Starts it, or starts it again. */
    void startSandbox() {
        sandbox.start("http://127.0.0.1:" + router.port());
    }
}
