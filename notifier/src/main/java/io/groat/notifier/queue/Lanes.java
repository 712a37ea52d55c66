package io.groat.notifier.queue;

import io.groat.notifier.message.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All lanes, by name. Those of endpoints come and go. */
final class Lanes {

    private static final int MANY = 1_000;

    private final Map<String, Lane<Task>> lanes = new ConcurrentHashMap<>();
    private final QueueSettings settings;
    private final Lane.Work<Task> how;

    Lanes(QueueSettings settings, Lane.Work<Task> how) {
        this.settings = settings;
        this.how = how;
    }

    Lane<Task> of(String name) {
        if (lanes.size() > MANY) {
            lanes.values().removeIf(Lane::isIdle);
        }
        return lanes.computeIfAbsent(name, this::create);
    }

    /** Forgets what waits and fits; it is given back. */
    List<Task> drop(Predicate<Task> which) {
        return lanes.values().stream()
                .flatMap(lane -> lane.drop(which).stream())
                .toList();
    }

    private Lane<Task> create(String name) {
        return Message.isEndpoint(name)
                ? new Lane<>(settings.atOnceEndpoint(), settings.waiting(), how)
                : new Lane<>(settings.atOnce(), settings.most(), how);
    }
}
