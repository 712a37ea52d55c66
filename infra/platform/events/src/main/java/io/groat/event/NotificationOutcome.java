package io.groat.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of the events of notification_events: a message has reached its provider, or never will. Where it was sent to is
 * not in it.
 *
 * @param paymentId the transfer that it is about, if it is about one
 * @param userId whom it was for
 * @param template what it said
 * @param reason why it failed; a stable code
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationOutcome(
        UUID notificationId,
        @Nullable UUID paymentId,
        String userId,
        String template,
        @Nullable String reason,
        Instant at) {}
