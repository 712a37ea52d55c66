package io.groat.infra.drill;

import io.groat.infra.drill.fault.Fault;
import io.groat.infra.drill.fault.Faults;
import io.groat.infra.drill.fault.Outages;
import io.groat.infra.drill.history.History;
import io.groat.infra.drill.history.Promise;
import io.groat.infra.drill.history.Violations;
import io.groat.infra.drill.load.Clients;
import io.groat.infra.drill.load.Latencies;
import io.groat.infra.drill.outside.OutsideSummary;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what came of a drill, and draws the last conclusions. */
final class ReportMaker {
    /** Fewer say nothing. */
    private static final long ENOUGH_TO_JUDGE = 100;

    /**
     * Of the requests between healthy shards, so many have to have the transfer's end as their first answer. Far less
     * than is usual, since a busy machine on which servers start is slow by itself.
     */
    private static final double GOES_ON = 0.5;

    private final DrillSettings settings;
    private final boolean ownStack;
    private final History history;
    private final Violations breaches;
    private final Outages outages;

    ReportMaker(DrillSettings settings, boolean ownStack, History history, Violations breaches, Outages outages) {
        this.settings = settings;
        this.ownStack = ownStack;
        this.history = history;
        this.breaches = breaches;
        this.outages = outages;
    }

    DrillReport make(
            Proof proof,
            @Nullable OutsideSummary outside,
            Faults faults,
            Clients clients,
            Latencies latencies,
            Duration took) {
        faults.failed().forEach((part, why) -> breaches.add(Promise.PARTS_COME_BACK, part + ": " + why));
        Latencies.Summary beside = latencies.duringOutages();
        if (beside.asked() >= ENOUGH_TO_JUDGE && beside.ended() < GOES_ON * beside.asked()) {
            breaches.add(
                    Promise.REST_GOES_ON,
                    "Of " + beside.asked() + " transfers between healthy shards, asked for during outages, only "
                            + beside.ended() + " ended at once");
        }
        Faults.Recovery slowest = faults.slowest();
        return new DrillReport(
                settings.seed(),
                took.toMillis() / 1000.0,
                ownStack,
                outcome(),
                history.sent(),
                history.acknowledged(),
                history.completed(),
                history.refused(),
                done(),
                breaches.count(Promise.NOT_LOST),
                breaches.count(Promise.NOT_DOUBLED),
                breaches.count(Promise.RIGHT_ANSWERS),
                proof.pending(),
                money(proof),
                proof.balanced(),
                outside,
                new DrillReport.Events(
                        proof.books().transfers().size(),
                        proof.events().seen(),
                        proof.events().repeated(),
                        breaches.count(Promise.EVENTS_ARRIVE),
                        breaches.count(Promise.EVENTS_IN_ORDER)),
                outages.count(Fault.Kind.KILL),
                outages.count(Fault.Kind.PAUSE),
                slowest == null
                        ? null
                        : new DrillReport.Recovery(
                                slowest.part(), slowest.took().toMillis() / 1000.0),
                latencies.calm(),
                beside,
                clients.repeats(),
                clients.reasons(),
                broken(),
                notChecked());
    }

    private Map<String, Long> done() {
        Map<String, Long> done = new LinkedHashMap<>();
        history.done().forEach((kind, count) -> done.put(kind.name(), count));
        return done;
    }

    private DrillReport.Outcome outcome() {
        if (!breaches.none()) {
            return DrillReport.Outcome.BROKEN;
        }
        return breaches.allChecked() ? DrillReport.Outcome.KEPT : DrillReport.Outcome.NOT_CHECKED;
    }

    private DrillReport.Money money(Proof proof) {
        Long found = proof.booksRead() ? proof.books().total() : null;
        return new DrillReport.Money(
                proof.opened(),
                proof.booksRead() ? (Long) proof.books().funded() : null,
                proof.booksRead() ? (Long) proof.books().fees() : null,
                found,
                isConserved(found));
    }

    /** Null when it could not be checked. */
    private @Nullable Boolean isConserved(@Nullable Long found) {
        if (breaches.count(Promise.MONEY_CONSERVED) > 0) {
            return false;
        }
        boolean unchecked = found == null || breaches.uncheckedCount(Promise.MONEY_CONSERVED) > 0;
        return unchecked ? null : true;
    }

    private Map<String, DrillReport.Broken> notChecked() {
        Map<String, DrillReport.Broken> unchecked = new LinkedHashMap<>();
        for (Promise promise : Promise.values()) {
            if (breaches.uncheckedCount(promise) > 0) {
                unchecked.put(
                        promise.shortName(),
                        new DrillReport.Broken(
                                "It could not be looked at whether: " + promise.broken(),
                                breaches.uncheckedCount(promise),
                                breaches.uncheckedCases(promise)));
            }
        }
        return unchecked;
    }

    private Map<String, DrillReport.Broken> broken() {
        Map<String, DrillReport.Broken> broken = new LinkedHashMap<>();
        for (Promise promise : Promise.values()) {
            if (breaches.count(promise) > 0) {
                broken.put(
                        promise.shortName(),
                        new DrillReport.Broken(promise.broken(), breaches.count(promise), breaches.cases(promise)));
            }
        }
        return broken;
    }
}
