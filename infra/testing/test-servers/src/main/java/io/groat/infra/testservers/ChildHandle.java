package io.groat.infra.testservers;

import io.groat.infra.server.process.ChildServer;

/** A server that runs as a child process, watched by the guardian. */
final class ChildHandle implements ServerHandle {
    private final ChildServer server;
    private final Guardian guardian;

    ChildHandle(ChildServer server, Guardian guardian) {
        this.server = server;
        this.guardian = guardian;
    }

    @Override
    public String name() {
        return server.program().name();
    }

    @Override
    public int port() {
        return server.program().port();
    }

    @Override
    public void start() {
        if (!server.running()) {
            server.prepare();
            guardian.watch(server.spawn());
            server.awaitAnswer();
        }
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void pause() {
        server.pause();
    }

    @Override
    public void resume() {
        server.resume();
    }

    @Override
    public boolean running() {
        return server.running();
    }

    @Override
    public String toString() {
        return name() + " on port " + port();
    }
}
