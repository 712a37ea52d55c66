package io.groat.router.auth.call;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.groat.router.auth.message.LoggedMessages;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the local profile shows of messages to users. */
final class MessageLog extends AppenderBase<ILoggingEvent> {

    /** @param text the kind, and the code if it brings one */
    record Line(String to, String text) {}

    private static final MessageLog SHARED = new MessageLog();

    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** Listens from now on; each router that starts sets logging up anew. */
    static MessageLog attached() {
        Logger logger = (Logger) LoggerFactory.getLogger(LoggedMessages.class);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.detachAppender(SHARED);
        logger.addAppender(SHARED);
        SHARED.setContext(logger.getLoggerContext());
        SHARED.start();
        return SHARED;
    }

    @Override
    protected void append(ILoggingEvent event) {
        Object[] parts = event.getArgumentArray();
        lines.add(new Line(String.valueOf(parts[0]), parts[1] + String.valueOf(parts[2])));
    }

    /** Messages to that phone, oldest first. */
    List<String> to(String phone) {
        return lines.stream()
                .filter(line -> line.to().equals(phone))
                .map(Line::text)
                .toList();
    }

    /** Codes sent to that phone, oldest first. */
    List<String> codes(String phone) {
        return to(phone).stream()
                .filter(text -> text.contains(" "))
                .map(text -> text.substring(text.indexOf(' ') + 1))
                .toList();
    }

    String lastCode(String phone) {
        List<String> codes = codes(phone);
        if (codes.isEmpty()) {
            throw new AssertionError("no code was sent");
        }
        return codes.get(codes.size() - 1);
    }
}
