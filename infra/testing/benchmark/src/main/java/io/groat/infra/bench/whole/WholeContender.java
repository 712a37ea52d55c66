package io.groat.infra.bench.whole;

import io.groat.infra.bench.load.Contender;
import io.groat.infra.bench.load.FollowUp;
import io.groat.infra.bench.load.FollowUpCost;
import io.groat.infra.bench.load.Mode;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.router.RouterContender;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole system: a router as any, and all that its transfers set off. */
public final class WholeContender implements Contender {
    private final RouterContender router;
    private final WholeWork work;
    private @Nullable FollowUpCost cost;

    /** @param work of the consumers; shared, and closed by its owner */
    public WholeContender(RouterContender router, WholeWork work) {
        this.router = router;
        this.work = work;
    }

    @Override
    public Mode mode() {
        return router.mode();
    }

    @Override
    public Sender open(int inFlight) {
        return router.open(inFlight);
    }

    @Override
    public Map<String, List<Long>> parts() {
        return router.parts();
    }

    @Override
    public FollowUp followUp() {
        return work;
    }

    /** A cell has ended when nothing was behind any more. */
    @Override
    public long settle() {
        cost = work.settle();
        return 0;
    }

    @Override
    public @Nullable FollowUpCost followUpCost() {
        return cost;
    }

    @Override
    public boolean balanced() {
        return router.balanced();
    }

    @Override
    public void close() {
        router.close();
    }
}
