package io.groat.infra.testservers;

/** Where test servers come from: child processes or containers. Each call starts one and returns when it answers. */
interface ServerProvider {
    /** How many MySQL servers the tests have, one a shard. */
    int SHARDS = 4;

    MySqlServerHandle mysql(String name);

    ServerHandle kafka();

    ServerHandle cassandra();

    ServerHandle redis();

    /** The provider that the system property {@code servers} names; child processes when it names none. */
    static ServerProvider chosen() {
        String name = System.getProperty("servers", "child");
        return switch (name) {
            case "child" -> new ChildProvider();
            case "docker" -> new DockerProvider();
            default -> throw new IllegalArgumentException("-Dservers=" + name + " is neither child nor docker");
        };
    }
}
