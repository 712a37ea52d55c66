package io.groat.notifier.alert;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of trouble, and who looks after it: one process at a time.
 *
 * @param watcher the process that looks; null when none does
 * @param until when another one may take over
 * @param lookedAt when it was last looked
 * @param conditions by key; of what is well nothing is kept
 * @param ended alerts whose end has to be told
 * @param tellings decided on, not yet known to be on their way
 */
record AlertBoard(
        @Nullable String watcher,
        Instant until,
        Instant lookedAt,
        Map<String, Condition> conditions,
        List<Alert> ended,
        List<Telling> tellings) {

    static final AlertBoard EMPTY = new AlertBoard(null, Instant.EPOCH, Instant.EPOCH, Map.of(), List.of(), List.of());

    AlertBoard {
        conditions = new TreeMap<>(conditions);
        ended = List.copyOf(ended);
        tellings = List.copyOf(tellings);
    }

    /** Whether that process may look now. */
    boolean isFor(String process, Instant now) {
        return watcher == null || watcher.equals(process) || !now.isBefore(until);
    }

    /** Open alerts, the newest first. */
    List<Alert> open() {
        return alerts().sorted(Comparator.comparing(Alert::openedAt).reversed()).toList();
    }

    @Nullable
    Alert find(UUID id) {
        return alerts().filter(alert -> alert.id().equals(id)).findFirst().orElse(null);
    }

    /** Somebody has it in hand: it is told no more until it ends. */
    AlertBoard acknowledged(UUID id, String who, Instant now) {
        Map<String, Condition> all = new TreeMap<>(conditions);
        all.replaceAll((key, condition) -> {
            Alert alert = condition.alert();
            return alert != null && alert.id().equals(id) ? condition.with(alert.acknowledged(who, now)) : condition;
        });
        return new AlertBoard(watcher, until, lookedAt, all, ended, tellings);
    }

    /** Left for another process to take at once. */
    AlertBoard left() {
        return new AlertBoard(null, Instant.EPOCH, lookedAt, conditions, ended, tellings);
    }

    private Stream<Alert> alerts() {
        return conditions.values().stream()
                .map(Condition::alert)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }
}
