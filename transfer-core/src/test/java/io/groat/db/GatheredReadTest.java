package io.groat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class GatheredReadTest {

    private static final int MANY = 100_000;

    private final List<Set<Integer>> statements = new ArrayList<>();
    private final List<Sinks.One<Map<Integer, String>>> ends = new ArrayList<>();
    private final GatheredRead<Integer, String> read = new GatheredRead<>(keys -> {
        statements.add(keys);
        Sinks.One<Map<Integer, String>> end = Sinks.one();
        ends.add(end);
        return end.asMono();
    });

    @Test
    void whoAsksAloneIsReadAloneAndAtOnce() {
        List<String> found = new ArrayList<>();
        read.find(1).subscribe(found::add);
        assertThat(statements).containsExactly(Set.of(1));
        ends.get(0).tryEmitValue(Map.of(1, "one"));
        assertThat(found).containsExactly("one");
    }

    @Test
    void whoAsksMeanwhileIsInTheNextOne() {
        List<String> found = new ArrayList<>();
        read.find(1).subscribe(found::add);
        read.find(2).subscribe(found::add);
        read.find(3).defaultIfEmpty("nothing").subscribe(found::add);
        // As it was before this question, so it is asked anew.
        read.find(1).subscribe(found::add);
        assertThat(statements).hasSize(1);
        ends.get(0).tryEmitValue(Map.of(1, "early"));
        assertThat(statements).containsExactly(Set.of(1), Set.of(2, 3, 1));
        ends.get(1).tryEmitValue(Map.of(1, "late", 2, "two"));
        assertThat(found).containsExactly("early", "two", "nothing", "late");
    }

    @Test
    void aFailureIsToldToThoseOfItsStatementAlone() {
        List<String> heard = new ArrayList<>();
        read.find(1).subscribe(heard::add, failure -> heard.add(failure.getMessage()));
        read.find(2).subscribe(heard::add, failure -> heard.add(failure.getMessage()));
        ends.get(0).tryEmitError(new IllegalStateException("away"));
        ends.get(1).tryEmitValue(Map.of(2, "two"));
        assertThat(heard).containsExactly("away", "two");
    }

    @Test
    void whoeverLeavesDoesNotTakeTheOthersAlong() {
        List<String> found = new ArrayList<>();
        read.find(1).subscribe(found::add);
        read.find(2).subscribe(found::add).dispose();
        read.find(3).subscribe(found::add);
        ends.get(0).tryEmitValue(Map.of());
        ends.get(1).tryEmitValue(Map.of(2, "two", 3, "three"));
        assertThat(found).containsExactly("three");
    }

    @Test
    void aHundredThousandThatEndAtOnceTakeNoStack() {
        assertThat(endingAtOnce(keys ->
                        Mono.just(keys.stream().collect(Collectors.toMap(Function.identity(), key -> "row " + key)))))
                .isEqualTo(MANY);
    }

    @Test
    void aHundredThousandThatFailAtOnceTakeNoStack() {
        assertThat(endingAtOnce(keys -> Mono.error(new IllegalStateException("away"))))
                .isZero();
    }

    /** Each one asks for the next when it has its answer: how many had a row. */
    private static int endingAtOnce(Function<Set<Integer>, Mono<Map<Integer, String>>> statement) {
        GatheredRead<Integer, String> atOnce = new GatheredRead<>(statement);
        AtomicInteger found = new AtomicInteger();
        Flux.range(0, MANY)
                .concatMap(key -> atOnce.find(key)
                        .doOnNext(row -> found.incrementAndGet())
                        .onErrorComplete())
                .blockLast();
        Flux.range(0, MANY)
                .flatMap(key -> atOnce.find(key).onErrorComplete(), MANY)
                .blockLast();
        return found.get();
    }

    @Test
    void manyThreadsGetTheirOwnRows() {
        AtomicInteger asked = new AtomicInteger();
        GatheredRead<Integer, Integer> doubled = new GatheredRead<>(keys -> {
            asked.incrementAndGet();
            return Mono.fromSupplier(() -> keys.stream().collect(Collectors.toMap(Function.identity(), key -> 2 * key)))
                    .subscribeOn(Schedulers.parallel());
        });
        List<Boolean> right = Flux.range(0, 20_000)
                .parallel(4)
                .runOn(Schedulers.boundedElastic())
                .flatMap(key -> doubled.find(key).map(twice -> twice == 2 * key))
                .sequential()
                .collectList()
                .blockOptional()
                .orElseThrow();
        assertThat(right).hasSize(20_000).doesNotContain(false);
        assertThat(asked.get()).as("they were gathered").isLessThan(20_000);
    }
}
