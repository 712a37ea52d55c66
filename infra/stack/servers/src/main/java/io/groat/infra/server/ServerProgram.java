package io.groat.infra.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What is particular to one kind of server: preparing its data folder, its command line, and when it answers. */
public interface ServerProgram {
    /** The usual {@link #stopLimit}. */
    Duration STOP_LIMIT = Duration.ofSeconds(10);

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

    /**
     * Makes, once for all later runs, what lets this program start in less time. It is made in advance, since a program
     * that makes it while it is stopped holds up the stop; without it everything works, and starts more slowly.
     *
     * @return whether there was something to make
     */
    default boolean train() throws IOException {
        return false;
    }

    /**
     * What to add to the environment for the program to write its log into this file and to rotate it there. Empty for
     * one that cannot: its output is its log then.
     */
    default Map<String, String> logTo(Path file) {
        return Map.of();
    }

    /** How long a start may take without getting on before it counts as failed. */
    default Duration startLimit() {
        return Duration.ofSeconds(90);
    }

    /** How long a start may take on a busy machine, as long as it gets on. */
    default Duration longestStart() {
        return Duration.ofMinutes(8);
    }

    /**
     * How long a graceful stop may take before the server is killed. Every one of them keeps through a kill what it has
     * acknowledged, so the limit weighs a tidy end against people's time.
     */
    default Duration stopLimit() {
        return STOP_LIMIT;
    }
}
