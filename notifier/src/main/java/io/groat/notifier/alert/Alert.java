package io.groat.notifier.alert;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Trouble that operators hear of.
 *
 * @param part of the service; null for the whole
 * @param detail what is wrong, as last found
 * @param since when the trouble began
 * @param openedAt when it had lasted long enough to be told
 * @param toldAt when it was last told; null while it has not been
 * @param acknowledgedBy who has it in hand; null while nobody has
 * @param endedAt when the trouble ended; null while it lasts
 */
record Alert(
        UUID id,
        String service,
        @Nullable String part,
        @Nullable String detail,
        Instant since,
        Instant openedAt,
        @Nullable Instant toldAt,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant endedAt) {

    /** What it is about, for people: {@code shard-2 of shard-router}. */
    String subject() {
        return part == null ? service : part + " of " + service;
    }

    Alert found(@Nullable String nowWrong) {
        return with(nowWrong, toldAt, acknowledgedBy, acknowledgedAt, endedAt);
    }

    Alert told(Instant at) {
        return with(detail, at, acknowledgedBy, acknowledgedAt, endedAt);
    }

    Alert acknowledged(String who, Instant at) {
        return acknowledgedBy == null ? with(detail, toldAt, who, at, endedAt) : this;
    }

    Alert ended(Instant at) {
        return with(detail, toldAt, acknowledgedBy, acknowledgedAt, at);
    }

    private Alert with(
            @Nullable String wrong,
            @Nullable Instant told,
            @Nullable String by,
            @Nullable Instant takenAt,
            @Nullable Instant end) {
        return new Alert(id, service, part, wrong, since, openedAt, told, by, takenAt, end);
    }
}
