package io.groat.notifier.intake;

import io.groat.notifier.message.Message;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a notice.
 *
 * @param digestDay the day on which it is told in the summary of small payments, whose message is then among those; null
 *     when it is not
 */
record Plan(List<Message> messages, @Nullable LocalDate digestDay) {}
