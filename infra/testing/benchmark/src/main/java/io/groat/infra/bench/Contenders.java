package io.groat.infra.bench;

import io.groat.infra.bench.baseline.BaselineContender;
import io.groat.infra.bench.engine.EngineContender;
import io.groat.infra.bench.engine.RunningEngine;
import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.router.RouterContender;
import io.groat.infra.bench.stack.BenchStack;
import io.groat.infra.bench.stack.WholeStack;
import io.groat.infra.bench.whole.WholeContender;
import io.groat.infra.bench.whole.WholeWork;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modes of this run, each with accounts for all users. */
final class Contenders implements AutoCloseable {
    private final Map<Mode, Contender> all = new EnumMap<>(Mode.class);
    private final int users;
    private @Nullable RunningEngine engine;
    private @Nullable BaselineContender baseline;
    private @Nullable WholeWork work;

    /** Opens the accounts of each mode. */
    Contenders(BenchStack stack, Set<Mode> modes, int users) {
        this.users = users;
        try {
            addEngine(stack, modes, users);
            if (needsRouter(modes)) {
                addRouter(stack, modes, users);
            }
            if (needsWhole(modes)) {
                addWhole(stack.whole(), modes, users);
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
        return modes.stream().anyMatch(Mode::isRouterAlone);
    }

    static boolean needsWhole(Set<Mode> modes) {
        return modes.stream().anyMatch(Mode::isWhole);
    }

    private void addEngine(BenchStack stack, Set<Mode> modes, int users) {
        List<Mode> wanted = modes.stream().filter(Mode::isEngine).toList();
        if (!wanted.isEmpty()) {
            stack.createDatabase("bench_engine");
            RunningEngine made = new RunningEngine(stack.shards(), "bench_engine", users);
            engine = made;
            wanted.forEach(mode -> all.put(mode, new EngineContender(mode, made)));
        }
    }

    private void addRouter(BenchStack stack, Set<Mode> modes, int users) {
        Map<String, List<Long>> parts = stack.parts();
        new RouterContender(Mode.HTTP, stack.routerPort(), stack.authorization(), parts, users).openAccounts();
        modes.stream()
                .filter(Mode::isRouterAlone)
                .forEach(mode -> all.put(
                        mode, new RouterContender(mode, stack.routerPort(), stack.authorization(), parts, users)));
    }

    private void addWhole(WholeStack whole, Set<Mode> modes, int users) {
        RouterContender first = router(whole, Mode.WHOLE_HTTP, users);
        first.openAccounts();
        WholeWork made = new WholeWork(whole, first);
        work = made;
        for (Mode mode : List.of(Mode.WHOLE_HTTP, Mode.WHOLE_STREAM)) {
            if (modes.contains(mode)) {
                all.put(mode, new WholeContender(router(whole, mode, users), made));
            }
        }
    }

    private static RouterContender router(WholeStack whole, Mode mode, int users) {
        return new RouterContender(mode, whole.routerPort(), whole.authorization(), whole.parts(), users);
    }

    /** The whole system over HTTP, a part of the run or not. */
    Contender whole(WholeStack whole) {
        Contender found = all.get(Mode.WHOLE_HTTP);
        return found == null ? new WholeContender(router(whole, Mode.WHOLE_HTTP, users), work()) : found;
    }

    /** What the consumers of the whole system do. */
    WholeWork work() {
        WholeWork found = work;
        if (found == null) {
            throw new LoadException("The whole system is not part of this run");
        }
        return found;
    }

    Contender get(Mode mode) {
        Contender found = all.get(mode);
        if (found == null) {
            throw new LoadException("The mode " + mode.label() + " is not part of this run");
        }
        return found;
    }

    /** Those that cells are measured of. */
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
        RunningEngine running = engine;
        if (running != null) {
            running.close();
        }
        WholeWork shared = work;
        if (shared != null) {
            shared.close();
        }
    }
}
