package io.groat.infra.bench;

import io.groat.infra.bench.baseline.BaselineContender;
import io.groat.infra.bench.engine.EngineContender;
import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.router.RouterContender;
import io.groat.infra.bench.stack.BenchStack;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modes of this run, each with accounts for all users. */
final class Contenders implements AutoCloseable {
    private final Map<Mode, Contender> all = new EnumMap<>(Mode.class);
    private @Nullable BaselineContender baseline;

    /** Opens the accounts of each mode. */
    Contenders(BenchStack stack, Set<Mode> modes, int users) {
        try {
            if (modes.contains(Mode.ENGINE)) {
                stack.createDatabase("bench_engine");
                all.put(Mode.ENGINE, new EngineContender(stack.shards(), "bench_engine", users));
            }
            if (needsRouter(modes)) {
                addRouter(stack, modes, users);
            }
            if (modes.contains(Mode.BASELINE)) {
                stack.createDatabase("bench_baseline");
                BaselineContender made = new BaselineContender(stack.shards(), "bench_baseline", users);
                baseline = made;
                all.put(Mode.BASELINE, made);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static boolean needsRouter(Set<Mode> modes) {
        return modes.contains(Mode.HTTP) || modes.contains(Mode.STREAM);
    }

    private void addRouter(BenchStack stack, Set<Mode> modes, int users) {
        List<Long> processes = stack.processes();
        new RouterContender(Mode.HTTP, stack.routerPort(), stack.authorization(), processes).openAccounts(users);
        for (Mode mode : List.of(Mode.HTTP, Mode.STREAM)) {
            if (modes.contains(mode)) {
                all.put(mode, new RouterContender(mode, stack.routerPort(), stack.authorization(), processes));
            }
        }
    }

    Contender get(Mode mode) {
        Contender found = all.get(mode);
        if (found == null) {
            throw new LoadException("The mode " + mode.label() + " is not part of this run");
        }
        return found;
    }

    Set<Mode> modes() {
        return all.keySet();
    }

    /** Null when the baseline is not part of this run. */
    @Nullable
    BaselineContender baseline() {
        return baseline;
    }

    @Override
    public void close() {
        all.values().forEach(Contender::close);
    }
}
