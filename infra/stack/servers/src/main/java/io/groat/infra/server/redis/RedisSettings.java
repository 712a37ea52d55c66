package io.groat.infra.server.redis;

import java.nio.file.Path;

/**
 * Settings of one Redis server.
 *
 * @param dataFolder where its append-only file stands
 * @param port on the loopback address
 * @param password what clients must give; empty for none
 * @param maxMegabytes memory for data; when it is full, keys with an expiry go first
 */
public record RedisSettings(Path dataFolder, int port, String password, int maxMegabytes) {
    public RedisSettings {
        if (!password.matches("[A-Za-z0-9_-]*")) {
            throw new IllegalArgumentException("A Redis password must consist of letters, digits, - and _");
        }
        dataFolder = dataFolder.toAbsolutePath().normalize();
    }

    /** As a configuration file. Every write is in the append-only file before its answer, on disk within a second. */
    String configuration() {
        String text = """
                bind 127.0.0.1
                port %d
                protected-mode yes
                daemonize no
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory %dmb
                maxmemory-policy volatile-lru
                """.formatted(port, maxMegabytes);
        return password.isEmpty() ? text : text + "requirepass " + password + "\n";
    }
}
