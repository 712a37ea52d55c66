package io.groat.notifier.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of alerts: to people, in lines that need no language, and to webhooks. */
final class AlertTexts {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int SUBJECTS = 3;
    private static final int LINES = 30;

    private AlertTexts() {}

    /** The variables of its template. */
    static Map<String, String> variables(AlertNotice notice) {
        return Map.of("subject", subject(notice.alerts()), "lines", lines(notice.alerts()));
    }

    static String template(AlertNotice.What what) {
        return switch (what) {
            case OPENED -> "system-alert";
            case REMINDED -> "system-reminder";
            case ENDED -> "system-clear";
        };
    }

    /** A webhook's data. */
    static Map<String, Object> data(AlertNotice notice) {
        return Map.of("alerts", notice.alerts().stream().map(AlertTexts::data).toList());
    }

    private static Map<String, Object> data(Alert alert) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", alert.id());
        data.put("service", alert.service());
        putIfThere(data, "part", alert.part());
        putIfThere(data, "detail", alert.detail());
        data.put("since", alert.since());
        data.put("openedAt", alert.openedAt());
        putIfThere(data, "acknowledgedBy", alert.acknowledgedBy());
        putIfThere(data, "endedAt", alert.endedAt());
        return data;
    }

    private static void putIfThere(Map<String, Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    private static String subject(List<Alert> alerts) {
        return listed(alerts.stream().map(Alert::subject).toList(), SUBJECTS, ", ");
    }

    private static String lines(List<Alert> alerts) {
        return listed(alerts.stream().map(AlertTexts::line).toList(), LINES, "\n");
    }

    private static String listed(List<String> all, int most, String between) {
        String first = all.stream().limit(most).collect(Collectors.joining(between));
        return all.size() > most ? first + between + "+" + (all.size() - most) : first;
    }

    private static String line(Alert alert) {
        @Nullable Instant end = alert.endedAt();
        String when = end == null
                ? TIME.format(alert.since())
                : TIME.format(alert.since()) + " – " + TIME.format(end) + " ("
                        + spell(Duration.between(alert.since(), end)) + ")";
        String wrong = alert.detail() == null ? "" : ", " + alert.detail();
        return alert.subject() + ": " + when + wrong;
    }

    /** {@code 2 h 5 min}, {@code 40 s}. */
    static String spell(Duration time) {
        if (time.compareTo(Duration.ofHours(1)) >= 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.compareTo(Duration.ofMinutes(1)) >= 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }
}
