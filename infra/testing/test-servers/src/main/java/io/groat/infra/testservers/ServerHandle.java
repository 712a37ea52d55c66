package io.groat.infra.testservers;

/**
 * A real server of this test JVM. It keeps its port and its data through every stop, kill and start. Whoever stops,
 * kills or pauses it brings it back before the test ends: other test classes use the same server.
 */
public interface ServerHandle {
    /** Such as {@code mysql-0}. */
    String name();

    /** Always the loopback address. */
    default String host() {
        return "127.0.0.1";
    }

    int port();

    /** Starts it and waits until it answers; does nothing when it runs. */
    void start();

    /** Stops it gracefully and waits until it is gone. */
    void stop();

    /** Ends it as a crash would (SIGKILL) and waits until it is gone. */
    void kill();

    /** Freezes it: it keeps its connections and answers nothing. */
    void pause();

    /** Lets it go on after a pause. */
    void resume();

    /** Whether its process lives; a paused one does. */
    boolean running();
}
