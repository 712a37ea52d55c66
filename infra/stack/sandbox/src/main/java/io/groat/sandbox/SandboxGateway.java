package io.groat.sandbox;

import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Starts the sandbox payment gateway. */
public final class SandboxGateway {

    private static final int WRONG_USE = 2;

    private SandboxGateway() {}

    public static void main(String[] arguments) {
        // Else each small answer waits 40 ms for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            Sandbox sandbox = Sandbox.start(Settings.of(List.of(arguments), System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "stop"));
            InetSocketAddress address = sandbox.address();
            System.out.println("The sandbox gateway listens on http://"
                    + address.getAddress().getHostAddress() + ":" + address.getPort());
        } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException refused) {
            System.err.println(refused.getMessage());
            System.exit(WRONG_USE);
        }
    }
}
