package io.groat.router.shard;

import java.util.function.IntConsumer;

/** Tells the relay that a shard has new events, so that it need not look on a timer alone. */
public final class OutboxSignal {

    private volatile IntConsumer listener = shard -> {};

    /** A commit on that shard wrote events. */
    public void committed(int shard) {
        listener.accept(shard);
    }

    /** Has that listener told from now on; it may not wait. */
    public void listen(IntConsumer told) {
        listener = told;
    }
}
