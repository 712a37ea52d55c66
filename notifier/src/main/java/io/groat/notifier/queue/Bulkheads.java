package io.groat.notifier.queue;

import io.groat.notifier.message.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All bulkheads, by name: one a channel, one an endpoint. Those of endpoints come and go. */
final class Bulkheads {

    private static final int MANY = 1_000;

    private final Map<String, Bulkhead<Task>> bulkheads = new ConcurrentHashMap<>();
    private final QueueSettings settings;
    private final Bulkhead.Work<Task> how;

    Bulkheads(QueueSettings settings, Bulkhead.Work<Task> how) {
        this.settings = settings;
        this.how = how;
    }

    Bulkhead<Task> of(String name) {
        if (bulkheads.size() > MANY) {
            bulkheads.values().removeIf(Bulkhead::isIdle);
        }
        return bulkheads.computeIfAbsent(name, this::create);
    }

    /** Forgets what waits and fits; it is given back. */
    List<Task> drop(Predicate<Task> which) {
        return bulkheads.values().stream()
                .flatMap(bulkhead -> bulkhead.drop(which).stream())
                .toList();
    }

    private Bulkhead<Task> create(String name) {
        return Message.isEndpoint(name)
                ? new Bulkhead<>(settings.atOnceEndpoint(), settings.waiting(), how)
                : new Bulkhead<>(settings.atOnce(), settings.most(), how);
    }
}
