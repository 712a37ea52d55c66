package io.groat.notifier.alert;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When trouble is an alert, and when operators are told. Pure.
 *
 * <pre>
 * what was found                                      then
 * trouble, for less than openAfter                    nothing yet
 * trouble, and well again before openAfter            nothing
 * trouble, for openAfter                              an alert opens
 * alerts that opened within gather of the first       one message of them all
 * trouble goes on                                     nothing; after remindAfter, unless somebody acknowledged it, a reminder
 * well for less than clearAfter, and trouble again    nothing: it is the same alert
 * well for clearAfter                                 the alert has ended; one message of all that ended within gather
 * nothing is heard any more                           what is open stays so, for forgetAfter
 * nobody looked for a while                           what is open stays so, all other time begins anew
 * </pre>
 */
final class AlertRules {

    /** Of what more is found, nothing is kept: a list as long as that tells as much. */
    private static final int MOST = 200;

    private final AlertSettings settings;

    AlertRules(AlertSettings settings) {
        this.settings = settings;
    }

    /**
     * The state after a look.
     *
     * @param done notices that are on their way
     */
    AlertState next(AlertState before, String watcher, Collection<HealthStatus> statuses, Set<UUID> done, Instant now) {
        Map<String, Condition> conditions = known(before, now);
        for (HealthStatus status : statuses) {
            if (!isOlder(status.at(), settings.staleAfter(), now)) {
                hear(conditions, status);
            }
        }
        List<Alert> ended = new ArrayList<>(before.ended());
        conditions.replaceAll((key, condition) -> opened(condition, now));
        conditions.values().removeIf(condition -> isOver(condition, ended, now));

        List<AlertNotice> notices = new ArrayList<>(before.notices());
        notices.removeIf(notice -> done.contains(notice.id()));
        tellOpened(conditions, notices, now);
        remind(conditions, notices, now);
        tellEnded(ended, notices, now);
        return new AlertState(watcher, now.plus(settings.lease()), now, conditions, ended, notices);
    }

    /** What was known. When nobody has looked for a while, nobody knows how things were meanwhile. */
    private Map<String, Condition> known(AlertState before, Instant now) {
        Map<String, Condition> conditions = new TreeMap<>(before.conditions());
        if (isOlder(before.lookedAt(), settings.lease().multipliedBy(2), now)) {
            conditions.values().removeIf(condition -> condition.alert() == null);
            conditions.replaceAll((key, condition) -> condition.beginning(now));
        }
        return conditions;
    }

    private static void hear(Map<String, Condition> conditions, HealthStatus status) {
        Condition known = conditions.get(status.key());
        if (known != null) {
            conditions.put(status.key(), known.heard(status));
        } else if (!status.up() && conditions.size() < MOST) {
            conditions.put(status.key(), Condition.of(status));
        }
    }

    private Condition opened(Condition condition, Instant now) {
        if (condition.alert() != null || condition.up() || !hasLasted(condition, settings.openAfter())) {
            return condition;
        }
        String id = condition.service() + " " + condition.part() + " " + condition.since() + " " + now;
        return condition.with(new Alert(
                UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)),
                condition.service(),
                condition.part(),
                condition.detail(),
                condition.since(),
                now,
                null,
                null,
                null,
                null));
    }

    /** Whether nothing more has to be known of it. An alert ends when it has been told that it is there. */
    private boolean isOver(Condition condition, List<Alert> ended, Instant now) {
        Alert alert = condition.alert();
        if (alert == null) {
            return condition.up() || isOlder(condition.heardAt(), settings.staleAfter(), now);
        }
        if (alert.toldAt() == null) {
            return false;
        }
        if (condition.up() && hasLasted(condition, settings.clearAfter())) {
            ended.add(alert.ended(condition.since()));
            return true;
        }
        if (isOlder(condition.heardAt(), settings.forgetAfter(), now)) {
            ended.add(alert.ended(condition.heardAt()));
            return true;
        }
        return false;
    }

    private void tellOpened(Map<String, Condition> conditions, List<AlertNotice> notices, Instant now) {
        List<Alert> fresh =
                alerts(conditions).filter(alert -> alert.toldAt() == null).toList();
        boolean due = fresh.stream().anyMatch(alert -> isPast(alert.openedAt(), settings.gather(), now));
        if (due) {
            tell(conditions, fresh, AlertNotice.What.OPENED, notices, now);
        }
    }

    /** All that are open and in nobody's hand, when it is time for one of them. */
    private void remind(Map<String, Condition> conditions, List<AlertNotice> notices, Instant now) {
        List<Alert> old = conditions.values().stream()
                .filter(condition -> !condition.up())
                .map(Condition::alert)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .filter(alert -> alert.toldAt() != null && alert.acknowledgedBy() == null)
                .toList();
        boolean due = old.stream()
                .map(Alert::toldAt)
                .anyMatch(told -> told != null && isPast(told, settings.remindAfter(), now));
        if (due) {
            tell(conditions, old, AlertNotice.What.REMINDED, notices, now);
        }
    }

    private void tellEnded(List<Alert> ended, List<AlertNotice> notices, Instant now) {
        Duration wait = settings.clearAfter().plus(settings.gather());
        boolean due = ended.stream().map(Alert::endedAt).anyMatch(end -> end != null && isPast(end, wait, now));
        if (due) {
            notices.add(AlertNotice.of(AlertNotice.What.ENDED, now, inOrder(ended)));
            ended.clear();
        }
    }

    private static void tell(
            Map<String, Condition> conditions,
            List<Alert> alerts,
            AlertNotice.What what,
            List<AlertNotice> notices,
            Instant now) {
        notices.add(AlertNotice.of(what, now, inOrder(alerts)));
        conditions.replaceAll((key, condition) -> {
            @Nullable Alert alert = condition.alert();
            return alert != null && alerts.contains(alert) ? condition.with(alert.told(now)) : condition;
        });
    }

    private static Stream<Alert> alerts(Map<String, Condition> conditions) {
        return conditions.values().stream()
                .map(Condition::alert)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull);
    }

    private static List<Alert> inOrder(List<Alert> alerts) {
        return alerts.stream()
                .sorted(Comparator.comparing(Alert::since).thenComparing(Alert::subject))
                .toList();
    }

    /** Whether it has been found so for so long. */
    private static boolean hasLasted(Condition condition, Duration time) {
        return !condition.heardAt().isBefore(condition.since().plus(time));
    }

    private static boolean isPast(Instant from, Duration time, Instant now) {
        return !now.isBefore(from.plus(time));
    }

    private static boolean isOlder(Instant then, Duration age, Instant now) {
        return then.plus(age).isBefore(now);
    }
}
