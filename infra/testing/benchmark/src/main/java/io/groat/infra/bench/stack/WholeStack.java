package io.groat.infra.bench.stack;

import io.groat.infra.bench.load.LoadException;
import io.groat.infra.launcher.console.Terminal;
import io.groat.infra.launcher.stack.StackHandle;
import io.groat.infra.server.Folders;
import io.groat.infra.server.mysql.MySqlLogin;
import io.groat.infra.server.process.ProcessRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that {@code infra/up} starts, as it starts it, on data of its own. Its consumers rest, stopped by SIGSTOP, while
 * something else is measured.
 */
public final class WholeStack implements AutoCloseable {
    private static final String ROUTER = "shard-router";
    private static final List<String> CONSUMERS = List.of("fraud-scorer", "analytics-sink", "notifier");

    private final Path folder;
    private final StackHandle stack;
    private boolean resting;

    /** @param folder for its data and logs */
    WholeStack(Path folder, Terminal terminal) {
        this.folder = folder;
        this.stack = StackHandle.ofServices(
                folder,
                StackHandle.freeOffset(),
                Set.of(ROUTER, "fraud-scorer", "analytics-sink", "notifier"),
                terminal);
    }

    /** Starts everything on empty data. Logs stay until the next run. */
    void start() {
        Path logs = folder.resolve("logs");
        try {
            Folders.delete(logs);
        } catch (IOException e) {
            throw new LoadException("Could not delete " + logs + ": " + e.getMessage(), e);
        }
        stack.startFresh();
    }

    List<ShardServer> shards() {
        List<ShardServer> shards = new ArrayList<>();
        for (MySqlLogin login : stack.shards()) {
            int shard = shards.size();
            shards.add(new ShardServer(
                    shard, "127.0.0.1", login.port(), login.user(), login.password(), pid("mysql-" + shard)));
        }
        return shards;
    }

    /** The pids of its parts; the four MySQL servers are one part. */
    public Map<String, List<Long>> parts() {
        Map<String, List<Long>> parts = new LinkedHashMap<>();
        parts.put(ROUTER, List.of(pid(ROUTER)));
        parts.putAll(ShardServer.part(shards()));
        for (String name : List.of("kafka", "cassandra", "redis")) {
            parts.put(name, List.of(pid(name)));
        }
        CONSUMERS.forEach(name -> parts.put(name, List.of(pid(name))));
        return parts;
    }

    /** Stops the consumers where they are. */
    public void rest() {
        if (!resting) {
            CONSUMERS.forEach(stack::pause);
            resting = true;
        }
    }

    /** Lets the consumers go on. */
    public void goOn() {
        if (resting) {
            CONSUMERS.forEach(stack::resume);
            resting = false;
        }
    }

    /** The services, which all tell how many records they have handled. */
    public List<String> services() {
        List<String> services = new ArrayList<>(CONSUMERS);
        services.add(ROUTER);
        return services;
    }

    /** On the loopback address. */
    public int port(String part) {
        return stack.port(part);
    }

    public int routerPort() {
        return stack.port(ROUTER);
    }

    /** The value of the Authorization header for the router and the notifier. */
    public String authorization() {
        return stack.operatorKey().bearer();
    }

    /** The value of the Authorization header for the dashboard's figures. */
    public String analystAuthorization() {
        return stack.analystKey().bearer();
    }

    private long pid(String name) {
        return stack.processOf(name)
                .map(ProcessRef::pid)
                .orElseThrow(() -> new LoadException(name + " does not run; its log is in " + stack.logs()));
    }

    /** Kills everything, whose data nobody needs any more, and deletes it. Safe to repeat. */
    @Override
    public void close() {
        stack.parts().forEach(stack::kill);
        stack.stopAll();
        stack.deleteData();
    }
}
