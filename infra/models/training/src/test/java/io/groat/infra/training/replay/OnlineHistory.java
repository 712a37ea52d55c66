package io.groat.infra.training.replay;

import io.groat.event.Event;
import io.groat.event.EventJson;
import io.groat.event.EventType;
import io.groat.event.PaymentEvent;
import io.groat.event.PaymentLabelled;
import io.groat.fraud.RunningScorer;
import io.groat.infra.training.generate.setting.HistorySettings;
import io.groat.infra.training.history.HistoryFile;
import io.groat.infra.training.history.HistoryRow;
import io.groat.infra.training.history.RowSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/**
 * A generated history of the last weeks, with top-ups, and the events that a router and analysts would have told of it. The
 * events of all its users come in one partition, so that there is one order for payees as well.
 */
final class OnlineHistory {

    private static final int PARTITIONS = 12;
    private static final int DAYS = 20;
    private static final int USERS = 60;

    private OnlineHistory() {}

    static List<HistoryRow> rows(Path folder) throws IOException {
        Path csv = folder.resolve("history.csv");
        HistorySettings settings = new HistorySettings(
                DAYS,
                USERS,
                3,
                2,
                HistorySettings.LEAST_MERCHANTS,
                0.05,
                HistorySettings.usualWeights(),
                0.9,
                3,
                Currency.getInstance("EUR"),
                LocalDate.now(ZoneOffset.UTC).minusDays(DAYS));
        new io.groat.infra.training.generate.HistoryFile(settings, csv, false).write((done, all) -> {});
        HistoryFile file = HistoryFile.look(csv, null, Duration.ofDays(7), false, read -> {});
        Map<String, String> users = new HashMap<>();
        List<HistoryRow> rows = new ArrayList<>();
        try (RowSource source = file.read()) {
            for (HistoryRow row = source.next(); row != null; row = source.next()) {
                rows.add(new HistoryRow(
                        row.line(),
                        RunningScorer.paymentId(row.at()),
                        row.at(),
                        users.computeIfAbsent(row.payer(), OnlineHistory::inOnePartition),
                        users.computeIfAbsent(row.payee(), OnlineHistory::inOnePartition),
                        row.amountMinor(),
                        row.currency(),
                        row.failed(),
                        row.fraud(),
                        row.labelAt(),
                        row.kind(),
                        row.balanceMinor(),
                        row.payerSince(),
                        row.topUp()));
            }
        }
        return rows;
    }

    private static String inOnePartition(String user) {
        while (true) {
            String name = RunningScorer.user(user);
            if (Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % PARTITIONS == 5) {
                return name;
            }
        }
    }

    /** Payments as they were made, and labels as they became known, in the order of time. */
    static List<Event> events(List<HistoryRow> rows) {
        List<Event> events = new ArrayList<>();
        PriorityQueue<HistoryRow> coming = new PriorityQueue<>(
                Comparator.<HistoryRow, Instant>comparing(row -> Objects.requireNonNull(row.labelAt()))
                        .thenComparing(HistoryRow::id));
        for (HistoryRow row : rows) {
            for (HistoryRow next = coming.peek();
                    next != null && !Objects.requireNonNull(next.labelAt()).isAfter(row.at());
                    next = coming.peek()) {
                events.add(labelled(coming.remove()));
            }
            if (row.topUp()) {
                events.add(toppedUp(row));
                continue;
            }
            events.add(made(row));
            if (row.failed()) {
                events.add(ended(row));
            }
            if (row.fraud() != null && row.labelAt() != null) {
                coming.add(row);
            }
        }
        return events;
    }

    private static Event toppedUp(HistoryRow row) {
        return RunningScorer.order(
                row.failed() ? EventType.OrderFailed : EventType.OrderCredited,
                row.payee(),
                row.amountMinor(),
                row.at(),
                row.id(),
                "",
                null,
                null);
    }

    private static Event made(HistoryRow row) {
        return event(EventType.PaymentInitiated, row, "INITIATED");
    }

    private static Event ended(HistoryRow row) {
        return event(EventType.PaymentFailed, row, "FAILED");
    }

    private static Event event(EventType type, HistoryRow row, String status) {
        PaymentEvent body = new PaymentEvent(
                row.id(),
                PaymentEvent.TRANSFER,
                null,
                null,
                status,
                null,
                row.payer(),
                UUID.nameUUIDFromBytes(row.payer().getBytes(StandardCharsets.UTF_8)),
                row.payee(),
                null,
                row.amountMinor(),
                row.currency(),
                null,
                false,
                0,
                0,
                row.balanceMinor() == null ? null : (Long) (row.balanceMinor() - row.amountMinor()),
                row.payerSince(),
                row.at(),
                type == EventType.PaymentInitiated ? null : row.at());
        return new Event(type, row.payer(), row.id() + ":" + type, row.at(), EventJson.write(body));
    }

    private static Event labelled(HistoryRow row) {
        Instant at = Objects.requireNonNull(row.labelAt());
        boolean fraud = Objects.requireNonNull(row.fraud());
        PaymentLabelled body = new PaymentLabelled(row.id(), row.payer(), row.payee(), fraud, "analyst", at);
        return new Event(
                EventType.PaymentLabelled,
                row.payer(),
                row.id() + ":" + EventType.PaymentLabelled + ":analyst",
                at,
                EventJson.write(body));
    }
}
