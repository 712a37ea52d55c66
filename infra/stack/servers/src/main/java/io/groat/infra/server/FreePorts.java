package io.groat.infra.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
public final class FreePorts {
    /** How many of them to choose from: most of those that need no privilege and are nobody's for outgoing calls. */
    private static final int RANGE = 17_000;

    private static final int USUAL_OUTGOING = 32_000;
    private static final int LOWEST = 2_000;
    private static final int FEWEST = 1_000;
    private static final int LAST = last(Path.of("/proc/sys/net/ipv4/ip_local_port_range"));
    private static final int FIRST = Math.max(LOWEST, LAST - RANGE);
    private static final int TRIES = 200;
    /** Given to a server that may not listen yet: two on one port would be taken for each other. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /** A port that nobody listens on now, chosen by chance, and another each time. */
    public static int any() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (isFree(port) && GIVEN.add(port)) {
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

    /**
     * Below the range that this system gives to outgoing connections (Linux from 32768 if nobody set it otherwise, macOS
     * from 49152). In that range a client that tries to reach a stopped server can be given the server's own port and so
     * connect to itself, and the server cannot start again.
     */
    static int last(Path outgoing) {
        try {
            int first = Integer.parseInt(Files.readString(outgoing).strip().split("\\s+", -1)[0]);
            return first < LOWEST + FEWEST ? USUAL_OUTGOING : Math.min(first, USUAL_OUTGOING);
        } catch (IOException | NumberFormatException unknown) {
            return USUAL_OUTGOING;
        }
    }
}
