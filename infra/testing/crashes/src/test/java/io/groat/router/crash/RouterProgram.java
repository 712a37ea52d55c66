package io.groat.router.crash;

import io.groat.infra.server.ServerCommand;
import io.groat.infra.server.ServerProgram;
import io.groat.infra.testservers.JavaProgram;
import io.groat.infra.testservers.MySqlServerHandle;
import io.groat.infra.testservers.ServerHandle;
import io.groat.infra.testservers.TestServers;
import io.groat.router.RunningRouter;
import io.groat.router.ShardRouter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The router as a process of its own, on the classes under test. */
final class RouterProgram implements ServerProgram {

    private final int port;
    private final String database;
    private final List<Integer> shardPorts;
    private final List<String> settings;

    private RouterProgram(int port, String database, List<Integer> shardPorts, List<String> settings) {
        this.port = port;
        this.database = database;
        this.shardPorts = shardPorts;
        this.settings = settings;
    }

    /**
     * Starts one and waits until all its shards are up.
     *
     * @param shardPorts by which it reaches the shards
     * @param settings such as {@code groat.relay.lease=2s}
     */
    static ServerHandle start(String database, List<Integer> shardPorts, String... settings) {
        return TestServers.program(port -> new RouterProgram(port, database, shardPorts, List.of(settings)));
    }

    @Override
    public String name() {
        return "router-" + port;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void prepare() {}

    @Override
    public ServerCommand command() {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + port, "--groat.kafka.topics.replicas=1"));
        settings.forEach(setting -> arguments.add("--" + setting));
        Map<String, String> environment = new LinkedHashMap<>();
        List<MySqlServerHandle> servers = TestServers.mysqlShards();
        for (int shard = 0; shard < servers.size(); shard++) {
            String prefix = "GROAT_SHARDS_" + shard + "_";
            environment.put(prefix + "PORT", Integer.toString(shardPorts.get(shard)));
            environment.put(prefix + "DATABASE", database);
            environment.put(prefix + "USER", servers.get(shard).user());
            environment.put(prefix + "PASSWORD", servers.get(shard).password());
        }
        environment.put("GROAT_AUTH_SECRETS_CODES", "codes-of-the-tests-and-of-nothing-else");
        environment.put("GROAT_AUTH_SECRETS_TOTP", "totp-of-the-tests-and-of-nothing-else");
        environment.put("GROAT_ACCESS_BOOTSTRAP_OPERATOR", RunningRouter.bootstrap(RunningRouter.OPERATOR));
        return JavaProgram.trained(
                ShardRouter.class, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"), arguments, environment);
    }

    @Override
    public boolean answers() {
        return new RouterClient(port).shardsUp() == shardPorts.size();
    }

    @Override
    public Duration startLimit() {
        return Duration.ofMinutes(1);
    }
}
