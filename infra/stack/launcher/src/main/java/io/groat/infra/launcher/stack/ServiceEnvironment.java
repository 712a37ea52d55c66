package io.groat.infra.launcher.stack;

import io.groat.infra.launcher.workspace.KeyRing;
import io.groat.infra.launcher.workspace.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the services are told about themselves and the others. Secrets travel here and nowhere else: an environment is for
 * the process's owner to read, arguments for all.
 *
 * @param secrets of this stack
 * @param keys of this stack
 * @param ports of this stack
 * @param gateways whether there are payment gateways that a router can know
 */
record ServiceEnvironment(Secrets secrets, KeyRing keys, StackPorts ports, boolean gateways) {

    /** For a router on this port; the stack may have several. */
    Map<String, String> ofRouter(int port) {
        Map<String, String> environment = of(port);
        if (gateways) {
            environment.putAll(new GatewayEnvironment(secrets.gateway(), ports).ofRouter());
        }
        return environment;
    }

    /** For another service on this port. */
    Map<String, String> of(int port) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SPRING_PROFILES_ACTIVE", "local");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        putServers(environment);
        putServices(environment);
        environment.put("GROAT_AUTH_SECRETS_CODES", secrets.authCodes());
        environment.put("GROAT_AUTH_SECRETS_TOTP", secrets.authTotp());
        environment.putAll(keys.environment());
        return environment;
    }

    private void putServers(Map<String, String> environment) {
        for (int shard = 0; shard < StackServers.SHARDS; shard++) {
            String prefix = "GROAT_SHARDS_" + shard + "_";
            environment.put(prefix + "HOST", "127.0.0.1");
            environment.put(prefix + "PORT", Integer.toString(ports.mysql(shard)));
            environment.put(prefix + "DATABASE", StackServers.DATABASE);
            environment.put(prefix + "USER", StackServers.USER);
            environment.put(prefix + "PASSWORD", secrets.mysqlPassword());
        }
        environment.put("GROAT_KAFKA_BOOTSTRAPSERVERS", "127.0.0.1:" + ports.kafka());
        environment.put("SPRING_DATA_REDIS_HOST", "127.0.0.1");
        environment.put("SPRING_DATA_REDIS_PORT", Integer.toString(ports.redis()));
        environment.put("SPRING_DATA_REDIS_PASSWORD", secrets.redisPassword());
        environment.put("SPRING_CASSANDRA_CONTACTPOINTS", "127.0.0.1");
        environment.put("SPRING_CASSANDRA_PORT", Integer.toString(ports.cassandra()));
        environment.put("SPRING_CASSANDRA_LOCALDATACENTER", "datacenter1");
    }

    private void putServices(Map<String, String> environment) {
        String router = StackPorts.uri(ports.router());
        String scorer = StackPorts.uri(ports.scorer());
        String notifier = StackPorts.uri(ports.notifier());
        environment.put("GROAT_ACCESS_JWKSURI", router + "/.well-known/jwks.json");
        environment.put("GROAT_ACCESS_INTROSPECTIONURI", router + "/v1/auth/introspect");
        environment.put("GROAT_AUTH_NOTIFIERURI", notifier);
        environment.put("GROAT_NOTIFIER_PUBLICURI", notifier);
        environment.put("GROAT_NOTIFIER_ALERTS_ROUTER", router);
        environment.put("GROAT_NOTIFIER_ALERTS_FRAUD", scorer);
        environment.put("GROAT_NOTIFIER_ALERTS_ANALYTICS", StackPorts.uri(ports.sink()));
        environment.put("GROAT_ANALYTICS_ROUTER", router);
        environment.put("GROAT_ANALYTICS_FRAUD", scorer);
        environment.put("GROAT_ANALYTICS_NOTIFIER", notifier);
    }
}
