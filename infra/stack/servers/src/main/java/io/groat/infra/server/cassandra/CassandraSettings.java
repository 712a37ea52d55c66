package io.groat.infra.server.cassandra;

import java.nio.file.Path;

/**
 * Settings of one Cassandra server, a cluster of its own. It acknowledges a write when its log has it on disk, since no
 * other node has it: within 5 ms, so that many writes share one way to the disk, and many may wait at once. It does not
 * reckon ten times a second which of the nodes is the quickest.
 *
 * @param dataFolder where its tables and commit log stand
 * @param port for clients, on the loopback address
 * @param storagePort for other nodes, on the loopback address; there are none, yet Cassandra listens on it
 * @param heapMegabytes the Java heap
 */
public record CassandraSettings(Path dataFolder, int port, int storagePort, int heapMegabytes) {
    public CassandraSettings {
        dataFolder = dataFolder.toAbsolutePath().normalize();
    }

    /** As {@code cassandra.yaml}; its data centre is {@code datacenter1}. */
    String yaml() {
        return """
                cluster_name: groat
                num_tokens: 1
                partitioner: org.apache.cassandra.dht.Murmur3Partitioner
                endpoint_snitch: SimpleSnitch
                dynamic_snitch: false
                authenticator: AllowAllAuthenticator
                authorizer: AllowAllAuthorizer
                listen_address: 127.0.0.1
                rpc_address: 127.0.0.1
                native_transport_port: %1$d
                storage_port: %2$d
                ssl_storage_port: %2$d
                seed_provider:
                  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                    parameters:
                      - seeds: "127.0.0.1:%2$d"
                data_file_directories:
                  - %3$s
                commitlog_directory: %4$s
                saved_caches_directory: %5$s
                hints_directory: %6$s
                commitlog_sync: group
                commitlog_sync_group_window: 5ms
                commitlog_segment_size: 16MiB
                commitlog_total_space: 256MiB
                disk_failure_policy: stop
                commit_failure_policy: stop
                auto_snapshot: false
                file_cache_size: 64MiB
                networking_cache_size: 32MiB
                memtable:
                  configurations:
                    default:
                      class_name: TrieMemtable
                memtable_allocation_type: offheap_objects
                memtable_heap_space: 96MiB
                memtable_offheap_space: 128MiB
                key_cache_size: 16MiB
                read_request_timeout: 10s
                range_request_timeout: 10s
                write_request_timeout: 10s
                cas_contention_timeout: 10s
                concurrent_reads: 16
                concurrent_writes: 32
                concurrent_compactors: 1
                """.formatted(
                        port,
                        storagePort,
                        quoted(dataFolder.resolve("data")),
                        quoted(dataFolder.resolve("commitlog")),
                        quoted(dataFolder.resolve("saved_caches")),
                        quoted(dataFolder.resolve("hints")));
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
