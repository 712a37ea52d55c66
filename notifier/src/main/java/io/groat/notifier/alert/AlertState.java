package io.groat.notifier.alert;

import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param notices decided on, not yet known to be on their way
 */
record AlertState(
        @Nullable String watcher,
        Instant until,
        Instant lookedAt,
        Map<String, Condition> conditions,
        List<Alert> ended,
        @JsonProperty("tellings") List<AlertNotice> notices) {

    static final AlertState EMPTY = new AlertState(null, Instant.EPOCH, Instant.EPOCH, Map.of(), List.of(), List.of());

    AlertState {
        conditions = new TreeMap<>(conditions);
        ended = List.copyOf(ended);
        notices = List.copyOf(notices);
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
    AlertState acknowledged(UUID id, String who, Instant now) {
        Map<String, Condition> all = new TreeMap<>(conditions);
        all.replaceAll((key, condition) -> {
            Alert alert = condition.alert();
            return alert != null && alert.id().equals(id) ? condition.with(alert.acknowledged(who, now)) : condition;
        });
        return new AlertState(watcher, until, lookedAt, all, ended, notices);
    }

    /** Left for another process to take at once. */
    AlertState left() {
        return new AlertState(null, Instant.EPOCH, lookedAt, conditions, ended, notices);
    }

    private Stream<Alert> alerts() {
        return conditions.values().stream()
                .map(Condition::alert)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }
}
