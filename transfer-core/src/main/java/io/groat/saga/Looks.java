package io.groat.saga;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sees to what is due on one shard, round after round: what was begun and not finished, and what nobody has told of. Any
 * number of routers may do so at once.
 *
 * @param <T> what is seen to
 */
public final class Looks<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);
    private static final int PAGE = 200;
    /** Of one shard's: others wait for answers meanwhile, and nobody for this. */
    private static final int AT_ONCE = 4;

    private final String name;
    private final IntFunction<Mono<List<T>>> due;
    private final Function<T, Mono<T>> look;
    private final ShardWork rounds;

    /**
     * @param name what they are for, in the log
     * @param due up to so many that are due, the longest due first
     * @param look does what is to be done about one, which is due later then, or not any more
     * @param pause between two rounds, up to eight times as long while there is nothing to do
     */
    public Looks(String name, IntFunction<Mono<List<T>>> due, Function<T, Mono<T>> look, Duration pause) {
        this.name = name;
        this.due = due;
        this.look = look;
        this.rounds = new ShardWork(name, this::round, pause);
    }

    /** Begins to look, round after round, until {@link #stop}. */
    public void start() {
        rounds.start();
    }

    public void stop() {
        rounds.stop();
    }

    /** Sees once to all that are due, at most of a page; gives to how many. */
    public Mono<Long> round() {
        return due.apply(PAGE)
                .flatMap(found -> Flux.fromIterable(found)
                        .flatMap(
                                one -> look.apply(one)
                                        .doOnError(failure ->
                                                LOG.debug("{}: one is looked at later: {}", name, failure.toString()))
                                        .onErrorComplete(),
                                AT_ONCE)
                        .count());
    }
}
