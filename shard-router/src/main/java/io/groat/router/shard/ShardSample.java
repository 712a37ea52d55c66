package io.groat.router.shard;

import io.groat.outbox.OutboxStore;
import io.groat.transfer.TransferStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a shard found.
 *
 * @param state DOWN when it had come up once and does not answer now
 * @param trouble why it is not UP; null when it is
 * @param roundTrip of the smallest statement; null when nothing came back
 * @param outbox null when it could not be read in time
 * @param pending null when it could not be read in time
 */
public record ShardSample(
        State state,
        @Nullable String trouble,
        @Nullable Duration roundTrip,
        OutboxStore.@Nullable Waiting outbox,
        TransferStore.@Nullable Pending pending) {

    public enum State {
        UP,
        STARTING,
        DOWN
    }

    static final ShardSample NOT_YET = new ShardSample(State.STARTING, "not looked at yet", null, null, null);

    static ShardSample away(State state, @Nullable String trouble) {
        return new ShardSample(state, trouble == null ? "it does not answer" : trouble, null, null, null);
    }

    public boolean isUp() {
        return state == State.UP;
    }
}
