package io.groat.infra.bench.engine;

import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Sender;
import java.util.List;
import java.util.Map;

/** One of the things that the engine does. */
public final class EngineContender implements Contender {
    private final Mode mode;
    private final RunningEngine engine;

    /**
     * @param mode one of the engine
     * @param engine is left to its owner
     */
    public EngineContender(Mode mode, RunningEngine engine) {
        this.mode = mode;
        this.engine = engine;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public Sender open(int inFlight) {
        return engine.open(mode);
    }

    @Override
    public Map<String, List<Long>> parts() {
        return engine.parts();
    }

    @Override
    public boolean balanced() {
        return engine.balanced();
    }

    @Override
    public void close() {
        // The engine is its owner's to stop.
    }
}
