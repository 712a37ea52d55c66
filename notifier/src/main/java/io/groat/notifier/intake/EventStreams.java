package io.groat.notifier.intake;

import io.groat.streams.EventStream;
import io.groat.streams.TopicSetup;
import java.util.List;

/** Reads the topics once they are there. */
final class EventStreams {

    private final TopicSetup topics;
    private final List<EventStream<?>> streams;

    EventStreams(TopicSetup topics, List<EventStream<?>> streams) {
        this.topics = topics;
        this.streams = List.copyOf(streams);
    }

    void start() {
        topics.ensure(() -> streams.forEach(EventStream::start));
    }

    void stop() {
        streams.forEach(EventStream::stop);
    }

    List<EventStream<?>> all() {
        return streams;
    }
}
