package io.groat.infra.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
public final class FreePorts {
    /**
     * Below the range that systems give to outgoing connections (Linux from 32768, macOS from 49152). In that range a
     * client that tries to reach a stopped server can be given the server's own port and so connect to itself.
     */
    private static final int FIRST = 15_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 200;

    private FreePorts() {}

    /** A port that nobody listens on now, chosen by chance. */
    public static int any() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new ServerException("Found no free port between " + FIRST + " and " + LAST + " in " + TRIES + " tries");
    }

    /** Whether a server could listen on it now; one that ended a moment ago does not stand in the way. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
