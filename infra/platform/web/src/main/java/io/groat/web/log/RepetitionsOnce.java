package io.groat.web.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;

/** Puts the {@link RepetitionAppender} before whatever Spring Boot has set up, a console or a file that rotates. */
final class RepetitionsOnce implements ApplicationListener<ApplicationPreparedEvent> {
    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            putBeforeAppenders(context);
        }
    }

    /** Does nothing when it is there already: a process may hold several applications, and one log. */
    static void putBeforeAppenders(LoggerContext context) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        List<Appender<ILoggingEvent>> targets = new ArrayList<>();
        for (Iterator<Appender<ILoggingEvent>> all = root.iteratorForAppenders(); all.hasNext(); ) {
            targets.add(all.next());
        }
        if (targets.isEmpty() || targets.stream().anyMatch(RepetitionAppender.class::isInstance)) {
            return;
        }
        RepetitionAppender once = new RepetitionAppender(targets);
        once.setContext(context);
        once.setName("once");
        once.start();
        root.addAppender(once);
        targets.forEach(root::detachAppender);
    }
}
