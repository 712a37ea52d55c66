package io.groat.notifier.intake;

import io.groat.streams.EventStream;
import io.groat.streams.TopicSetup;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Reads the topics once they are there. */
public final class EventStreams implements SmartLifecycle {

    private final TopicSetup topics;
    private final List<EventStream<?>> streams;
    private volatile boolean running;

    public EventStreams(TopicSetup topics, List<EventStream<?>> streams) {
        this.topics = topics;
        this.streams = List.copyOf(streams);
    }

    @Override
    public void start() {
        running = true;
        topics.ensure(() -> streams.forEach(EventStream::start));
    }

    @Override
    public void stop() {
        running = false;
        streams.forEach(EventStream::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    public List<EventStream<?>> all() {
        return streams;
    }
}
