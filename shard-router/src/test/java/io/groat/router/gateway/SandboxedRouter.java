package io.groat.router.gateway;

import io.groat.router.RunningRouter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
            made = start();
            shared = made;
        }
        return made;
    }

    private static SandboxedRouter start() {
        SandboxProcess sandbox = newSandbox();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        RunningRouter router = RunningRouter.fresh(settings(sandbox));
        router.awaitShardsUp(4);
        SandboxedRouter both = new SandboxedRouter(router, sandbox);
        both.startSandbox();
        return both;
    }

    /** What a router is told of the sandbox. Amounts from 7,000 on wait for a person. */
    static String[] settings(SandboxProcess sandbox) {
        String base = "http://127.0.0.1:" + sandbox.port();
        return new String[] {
            "--groat.gateways.look-pause=200ms",
            "--groat.gateways.limit=5s",
            "--groat.gateways.secret=destinations-of-the-tests-and-of-nothing-else",
            "--groat.gateways.providers[0].name=razorpay",
            "--groat.gateways.providers[0].shape=razorpay",
            "--groat.gateways.providers[0].uri=" + base + "/razorpay/v1",
            "--groat.gateways.providers[0].key-id=" + SandboxProcess.KEY_ID,
            "--groat.gateways.providers[0].secret=" + SandboxProcess.KEY_SECRET,
            "--groat.gateways.providers[0].webhook-secrets=the-next-one," + SandboxProcess.RAZORPAY_WEBHOOKS,
            "--groat.gateways.providers[0].methods=upi",
            "--groat.gateways.providers[0].currencies=EUR,INR",
            "--groat.gateways.providers[0].destinations=upi,bank",
            "--groat.gateways.providers[0].account=7878780080316316",
            "--groat.gateways.providers[0].checkout=" + base + "/pay/{id}",
            "--groat.gateways.providers[1].name=stripe",
            "--groat.gateways.providers[1].shape=stripe",
            "--groat.gateways.providers[1].uri=" + base + "/stripe/v1",
            "--groat.gateways.providers[1].secret=" + SandboxProcess.STRIPE_KEY,
            "--groat.gateways.providers[1].webhook-secrets=" + SandboxProcess.STRIPE_WEBHOOKS,
            "--groat.gateways.providers[1].methods=card",
            "--groat.gateways.providers[1].currencies=EUR",
            "--groat.gateways.providers[1].destinations=card",
            "--groat.gateways.providers[1].most=1000000",
            "--groat.risk.hold-from=7000"
        };
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
