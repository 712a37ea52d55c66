package io.groat.router.risk;

import io.groat.event.Event;
import io.groat.streams.EventStream;
import io.groat.streams.TopicSetup;
import org.springframework.context.SmartLifecycle;

/** Begins to hear decisions once the shards are coming up and the topics are there, and ends before they close. */
public final class DecisionsLifecycle implements SmartLifecycle {

    private final EventStream<Event> decisions;
    private final TopicSetup topics;
    private final int phase;
    private volatile boolean running;

    public DecisionsLifecycle(EventStream<Event> decisions, TopicSetup topics, int phase) {
        this.decisions = decisions;
        this.topics = topics;
        this.phase = phase;
    }

    @Override
    public void start() {
        topics.ensure(decisions::start);
        running = true;
    }

    @Override
    public void stop(Runnable done) {
        running = false;
        decisions.stop();
        topics.stop().onErrorComplete().subscribe(nothing -> {}, failure -> done.run(), done);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
