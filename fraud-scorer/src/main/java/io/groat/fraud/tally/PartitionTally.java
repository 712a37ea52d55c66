package io.groat.fraud.tally;

import io.groat.fraud.feature.Features;
import io.groat.fraud.score.ModelScores;
import io.groat.fraud.score.Score;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts what models made of the payments of one partition of the facts, by the hour in which they were scored.
 *
 * <p>Scores are stored before they are counted here, and a tally is written with the offset up to which facts are in it,
 * before the partition's position passes that. What comes again after a crash has the score that was stored, so it belongs to
 * the same hour, and is counted there if its offset is not below that of the row: each payment once, whatever dies when.
 */
public final class PartitionTally {

    /** Hours that are over are done with, but for what still comes of the last one. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final int AT_ONCE = 16;

    /**
     * A payment that a fact told of.
     *
     * @param features null where they have to be looked up, as after a crash
     */
    public record Taken(
            UUID paymentId, long offset, @Nullable Features features) {}

    private record Counted(Taken taken, Score score, ModelScores models) {

        private Instant hour() {
            return score.scoredAt().truncatedTo(ChronoUnit.HOURS);
        }
    }

    private final TallyStore store;
    private final Function<Integer, Mono<Bins>> bins;
    private final Function<UUID, Mono<Features>> features;
    private final String source;
    private final int partition;
    private final Map<Instant, HourTally> hours = new HashMap<>();
    private final Map<Integer, Bins> known = new HashMap<>();
    private long end;

    PartitionTally(
            TallyStore store,
            Function<Integer, Mono<Bins>> bins,
            Function<UUID, Mono<Features>> features,
            String source,
            int partition) {
        this.store = store;
        this.bins = bins;
        this.features = features;
        this.source = source;
        this.partition = partition;
    }

    /**
     * Counts payments whose scores are stored; those without a model are passed over.
     *
     * @param taken of all facts before {@code upTo} that were not taken here yet
     * @param scores of these, in any order
     */
    public Mono<Void> take(List<Taken> taken, List<Score> scores, long upTo) {
        end = upTo;
        List<Counted> counted = counted(taken, scores);
        if (counted.isEmpty()) {
            return Mono.empty();
        }
        return openHours(counted)
                .then(Mono.defer(() -> openBins(counted)))
                .thenMany(Flux.defer(() -> Flux.fromIterable(counted))
                        .filter(one -> hour(one).lacks(one.taken().offset()))
                        .flatMapSequential(this::withFeatures, AT_ONCE))
                .doOnNext(one -> hour(one)
                        .count(
                                one.score(),
                                one.models(),
                                Objects.requireNonNull(one.taken().features()),
                                version -> known.getOrDefault(version, Bins.NONE)))
                .then();
    }

    /** Writes what has changed. To be done before the partition's position passes what was taken. */
    public Mono<Void> write() {
        return Mono.defer(() -> {
            Map<Instant, HourTally> changed = hours.entrySet().stream()
                    .filter(one -> one.getValue().isChanged())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return changed.isEmpty()
                    ? Mono.empty()
                    : store.write(changed, source, partition, end).doOnSuccess(done -> {
                        changed.values().forEach(HourTally::written);
                        forgetOver();
                    });
        });
    }

    private static List<Counted> counted(List<Taken> taken, List<Score> scores) {
        Map<UUID, Score> byModels = new HashMap<>();
        scores.stream()
                .filter(score -> score.models() != null)
                .forEach(score -> byModels.put(score.payment().id(), score));
        List<Counted> counted = new ArrayList<>(byModels.size());
        for (Taken one : taken) {
            Score score = byModels.get(one.paymentId());
            ModelScores models = score == null ? null : score.models();
            if (score != null && models != null) {
                counted.add(new Counted(one, score, models));
            }
        }
        return counted;
    }

    private HourTally hour(Counted one) {
        return Objects.requireNonNull(hours.get(one.hour()));
    }

    private Mono<Void> openHours(List<Counted> counted) {
        Set<Instant> wanted = counted.stream().map(Counted::hour).collect(Collectors.toSet());
        wanted.removeAll(hours.keySet());
        return Flux.fromIterable(wanted)
                .concatMap(hour -> store.find(hour, source, partition).doOnNext(found -> hours.put(hour, found)))
                .then();
    }

    private Mono<Void> openBins(List<Counted> counted) {
        Set<Integer> wanted = counted.stream()
                .flatMap(one -> List.of(one.models().version(), one.models().shadowVersion()).stream())
                .filter(version -> version != 0 && !known.containsKey(version))
                .collect(Collectors.toSet());
        return Flux.fromIterable(wanted)
                .concatMap(version -> bins.apply(version).doOnNext(found -> known.put(version, found)))
                .then();
    }

    /** They are stored with the score, for far longer than anything waits to be counted. */
    private Mono<Counted> withFeatures(Counted one) {
        return one.taken().features() != null
                ? Mono.just(one)
                : features.apply(one.taken().paymentId())
                        .map(found -> new Counted(
                                new Taken(one.taken().paymentId(), one.taken().offset(), found),
                                one.score(),
                                one.models()));
    }

    private void forgetOver() {
        Instant newest = hours.keySet().stream().max(Instant::compareTo).orElse(Instant.MIN);
        hours.entrySet()
                .removeIf(one -> !one.getValue().isChanged() && one.getKey().isBefore(newest.minus(KEPT)));
    }
}
