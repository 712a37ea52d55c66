package io.groat.infra.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One short conversation with a server on the loopback address, in its own protocol. */
public final class WireProbe {
    private static final int CONNECT_MILLIS = 500;
    private static final int ANSWER_MILLIS = 2000;

    /** Says something and judges the answer. */
    @FunctionalInterface
    public interface Conversation {
        boolean satisfied(DataOutputStream out, DataInputStream in) throws IOException;
    }

    private WireProbe() {}

    /** False when the port is closed, the answer is late, or not what was wanted. */
    public static boolean ask(int port, Conversation conversation) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            return conversation.satisfied(
                    new DataOutputStream(socket.getOutputStream()), new DataInputStream(socket.getInputStream()));
        } catch (IOException notYet) {
            return false;
        }
    }
}
