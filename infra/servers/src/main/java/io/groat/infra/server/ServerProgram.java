package io.groat.infra.server;

import java.io.IOException;
import java.time.Duration;

/** What is particular to one kind of server: preparing its data folder, its command line, and when it answers. */
public interface ServerProgram {
    /** The name shown to people and used for files, such as {@code mysql-0}. */
    String name();

    /** The port clients connect to, on the loopback address. */
    int port();

    /**
     * Makes the data folder and the configuration ready. Safe to repeat: what is there stays.
     *
     * @throws ServerException when something is missing on this machine; the message says what to install
     */
    void prepare() throws IOException;

    /** The command that becomes the server. */
    ServerCommand command();

    /** One attempt to talk to the server in its own protocol; false while it does not answer. */
    boolean answers();

    /** Called once it answers, to remove what only the start needed. */
    default void started() throws IOException {}

    /** How long a start may take before it counts as failed. */
    default Duration startLimit() {
        return Duration.ofSeconds(90);
    }

    /** How long a graceful stop may take before the server is killed. */
    default Duration stopLimit() {
        return Duration.ofSeconds(30);
    }
}
