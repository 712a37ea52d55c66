package io.groat.infra.server.mysql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of one MySQL server. Durability is full whatever else is chosen: each commit is on disk before it is
 * acknowledged.
 *
 * @param dataFolder where its data stands; made from the template when it is not there
 * @param port on the loopback address
 * @param user the user who may do everything, over TCP from this machine
 * @param password of that user; letters, digits and {@code -_} only, since it passes through an SQL file
 * @param bufferPoolMegabytes InnoDB's page cache
 * @param redoMegabytes capacity of InnoDB's redo log
 * @param binaryLog whether to write the binary log, flushed at each commit; costs about 40% of the throughput
 */
public record MySqlSettings(
        Path dataFolder,
        int port,
        String user,
        String password,
        int bufferPoolMegabytes,
        int redoMegabytes,
        boolean binaryLog) {
    public MySqlSettings {
        if (!user.matches("[A-Za-z0-9_-]+") || !password.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("MySQL user and password must consist of letters, digits, - and _");
        }
        dataFolder = dataFolder.toAbsolutePath().normalize();
    }

    /** A server with a 256 MB buffer pool, 512 MB of redo log and no binary log. */
    public static MySqlSettings of(Path dataFolder, int port, String user, String password) {
        return new MySqlSettings(dataFolder, port, user, password, 256, 512, false);
    }

    public MySqlSettings withMemory(int newBufferPoolMegabytes, int newRedoMegabytes) {
        return new MySqlSettings(dataFolder, port, user, password, newBufferPoolMegabytes, newRedoMegabytes, binaryLog);
    }

    public MySqlSettings withBinaryLog(boolean on) {
        return new MySqlSettings(dataFolder, port, user, password, bufferPoolMegabytes, redoMegabytes, on);
    }

    /** As arguments of mysqld. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-name-resolve",
                // Relative to the data folder: the length of a socket's path is limited to about a hundred characters.
                "--socket=mysql.sock",
                "--pid-file=mysqld.pid"));
        arguments.addAll(behaviour());
        return arguments;
    }

    /** The arguments that say how it works, not where: durability, memory, isolation. A container takes them too. */
    public List<String> behaviour() {
        List<String> arguments = new ArrayList<>(List.of(
                "--mysqlx=OFF",
                "--max-connections=200",
                "--character-set-server=utf8mb4",
                "--default-time-zone=+00:00",
                "--innodb-flush-log-at-trx-commit=1",
                "--innodb-flush-method=O_DIRECT",
                // For few cores: threads of its own for the log, and more than one for purging, spin where others work.
                "--innodb-log-writer-threads=OFF",
                "--innodb-purge-threads=1",
                "--innodb-redo-log-capacity=" + redoMegabytes + "M",
                "--innodb-buffer-pool-size=" + bufferPoolMegabytes + "M",
                "--performance-schema=OFF",
                "--transaction-isolation=READ-COMMITTED",
                // The other method of MySQL 8 needs TLS for a first login, which the loopback address does without.
                "--default-authentication-plugin=mysql_native_password"));
        if (binaryLog) {
            arguments.addAll(List.of("--log-bin=binlog", "--sync-binlog=1", "--server-id=1"));
        } else {
            arguments.add("--skip-log-bin");
        }
        return arguments;
    }
}
