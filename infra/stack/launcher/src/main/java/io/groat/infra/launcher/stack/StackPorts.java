package io.groat.infra.launcher.stack;

/**
 * The ports of the stack, all on the loopback address.
 *
 * @param offset added to each
 */
record StackPorts(int offset) {
    private static final int FIRST_MYSQL = 3306;
    private static final int REDIS = 6379;
    private static final int KAFKA = 9092;
    private static final int KAFKA_CONTROLLER = 9093;
    private static final int CASSANDRA = 9042;
    private static final int CASSANDRA_STORAGE = 7000;
    private static final int ROUTER = 8006;
    private static final int SCORER = 8003;
    private static final int NOTIFIER = 8004;
    private static final int SINK = 8005;
    private static final int SANDBOX = 8010;

    /** The address of what listens there and speaks HTTP, without a slash at its end. */
    static String uri(int port) {
        return "http://127.0.0.1:" + port;
    }

    int mysql(int shard) {
        return FIRST_MYSQL + shard + offset;
    }

    int redis() {
        return REDIS + offset;
    }

    int kafka() {
        return KAFKA + offset;
    }

    int kafkaController() {
        return KAFKA_CONTROLLER + offset;
    }

    int cassandra() {
        return CASSANDRA + offset;
    }

    /** Where nodes speak to each other. */
    int cassandraStorage() {
        return CASSANDRA_STORAGE + offset;
    }

    int router() {
        return ROUTER + offset;
    }

    int scorer() {
        return SCORER + offset;
    }

    int notifier() {
        return NOTIFIER + offset;
    }

    int sink() {
        return SINK + offset;
    }

    int sandbox() {
        return SANDBOX + offset;
    }
}
