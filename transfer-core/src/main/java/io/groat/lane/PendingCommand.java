package io.groat.lane;

import io.groat.posting.BatchState;
import io.groat.posting.Command;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** A command that waits in a lane, with the caller who waits for its answer. */
final class PendingCommand<R> {

    private final Command<R> command;
    private final MonoSink<R> caller;
    private final long enqueuedNanos = System.nanoTime();
    private @Nullable R answer;

    PendingCommand(Command<R> command, MonoSink<R> caller) {
        this.command = command;
        this.caller = caller;
    }

    Command<R> command() {
        return command;
    }

    long enqueuedNanos() {
        return enqueuedNanos;
    }

    /** Decides; the answer is kept until the batch is committed. */
    void decide(BatchState state) {
        answer = command.decide(state);
    }

    /** Gives the caller the answer, now that it is durable. */
    void succeed() {
        caller.success(answer);
    }

    void fail(Throwable failure) {
        caller.error(failure);
    }
}
