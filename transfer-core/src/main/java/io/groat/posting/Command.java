package io.groat.posting;

import io.groat.shard.ShardKey;

/**
 * Something that one shard is asked to do, in one transaction with whatever else waits there. Deciding is pure:
 * it sees the batch's state, changes that state and gives its answer; it does no I/O and reads no clock.
 *
 * <p>Deciding twice is safe, because every command finds what it did before (by key, by id) and gives the same
 * answer. That is what makes a lost connection at commit harmless.
 *
 * @param <R> the answer
 */
public sealed interface Command<R> extends ShardKey
        permits Authorize,
                Capture,
                ChangeHold,
                ChangeStatus,
                Credit,
                Initiate,
                Preview,
                PreviewCredit,
                OpenAccount,
                Refund,
                UndoRefund,
                Settle,
                ReleaseHeld,
                CancelHeld {

    /** Names all rows that {@link #decide} will look at. */
    void needs(BatchNeeds needs);

    /**
     * Whether it goes on with what was begun before. Such commands are let in when new ones no longer are: an
     * overload should end transfers, not pile them up.
     */
    default boolean goesOn() {
        return false;
    }

    /**
     * Decides, given that the rows named before are loaded and locked.
     *
     * @throws RuntimeException only when code is broken; the command then fails alone
     */
    R decide(BatchState state);
}
