package io.groat.notifier.queue;

import io.groat.notifier.message.Message;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All lanes, by name. Those of endpoints come and go. */
final class Lanes {

    private static final int MANY = 1_000;

    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final QueueSettings settings;

    Lanes(QueueSettings settings) {
        this.settings = settings;
    }

    Lane of(String name) {
        if (lanes.size() > MANY) {
            lanes.values().removeIf(Lane::isIdle);
        }
        return lanes.computeIfAbsent(name, this::create);
    }

    private Lane create(String name) {
        return Message.isEndpoint(name)
                ? new Lane(settings.atOnceEndpoint(), settings.waiting())
                : new Lane(settings.atOnce(), settings.most());
    }
}
