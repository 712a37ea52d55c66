package io.groat.fraud.state;

import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Changes of what is in force. A change is noted before it is made, so that none is made without a note; the note of one
 * that others were faster than is taken back.
 *
 * @param <C> a change as it is noted
 */
public final class NotedChanges<C> {

    private static final int TRIES = 5;

    private final Versions versions;
    private final Function<C, Mono<Void>> note;
    private final Function<C, Mono<Void>> takeBack;
    private final Supplier<Mono<Void>> look;

    /** @param look sees to it that a change is in force here at once */
    public NotedChanges(
            Versions versions,
            Function<C, Mono<Void>> note,
            Function<C, Mono<Void>> takeBack,
            Supplier<Mono<Void>> look) {
        this.versions = versions;
        this.note = note;
        this.takeBack = takeBack;
        this.look = look;
    }

    /**
     * Makes a change.
     *
     * @param name of what changes its version
     * @param from what the caller takes to be in force
     * @param change as it is noted
     * @param tooLate the failure when something else is in force
     */
    public Mono<Void> make(String name, int from, int to, C change, Supplier<? extends Throwable> tooLate) {
        return note.apply(change)
                .then(Mono.defer(() -> versions.change(name, from, to)))
                .flatMap(done ->
                        done ? Mono.<Void>empty() : takeBack.apply(change).then(Mono.error(tooLate)))
                .then(Mono.defer(() -> look.get().onErrorComplete()));
    }

    /**
     * Adds what has the next number; who adds at the same moment takes one, and this the next.
     *
     * @param add looks for the next number and tries it; empty when it was taken meanwhile
     * @param tooBusy the failure when that happened too often
     */
    public static <T> Mono<T> numbered(Supplier<Mono<T>> add, Supplier<? extends Throwable> tooBusy) {
        return Mono.defer(add)
                .repeatWhenEmpty(TRIES, empties -> empties)
                .onErrorMap(IllegalStateException.class, tooOften -> tooBusy.get());
    }
}
