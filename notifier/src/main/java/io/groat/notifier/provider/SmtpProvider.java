package io.groat.notifier.provider;

import io.groat.notifier.queue.Attempt;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A mail server, by SMTP: plain text and HTML side by side. Its client blocks, on a few threads of its own. SMTP knows no
 * key that makes a message come once; its {@code Message-ID} is the same at each attempt, by which mailboxes drop repeats.
 */
final class SmtpProvider implements Provider {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String name;
    private final String from;
    private final Session session;
    private final Scheduler threads;

    public SmtpProvider(ProviderSettings.Smtp settings, String from, long limitMillis, Scheduler threads) {
        this.name = "smtp:" + settings.host() + ":" + settings.port();
        this.from = from;
        this.threads = threads;
        this.session = Session.getInstance(properties(settings, limitMillis), login(settings));
    }

    private static Properties properties(ProviderSettings.Smtp settings, long limitMillis) {
        String limit = Long.toString(limitMillis);
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", limit);
        properties.setProperty("mail.smtp.timeout", limit);
        properties.setProperty("mail.smtp.writetimeout", limit);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(!settings.username().isEmpty()));
        switch (settings.security()) {
            case "none" -> {} // of a server on this machine
            case "tls" -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case "starttls" -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            default ->
                throw new IllegalArgumentException("groat.notifier.providers.email security: none, starttls or tls");
        }
        return properties;
    }

    private static @Nullable Authenticator login(ProviderSettings.Smtp settings) {
        if (settings.username().isEmpty()) {
            return null;
        }
        PasswordAuthentication login = new PasswordAuthentication(settings.username(), settings.password());
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return login;
            }
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Mono<Attempt> send(Outgoing outgoing) {
        return Mono.fromCallable(() -> sendNow(outgoing)).subscribeOn(threads);
    }

    private Attempt sendNow(Outgoing outgoing) throws MessagingException {
        try {
            Transport.send(message(outgoing));
            return new Attempt.Sent(name);
        } catch (SendFailedException refused) {
            if (refused.getInvalidAddresses() != null && refused.getInvalidAddresses().length > 0) {
                return new Attempt.Refused(name, "the address was refused");
            }
            throw refused;
        }
    }

    private MimeMessage message(Outgoing outgoing) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(outgoing.text().text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(outgoing.text().html(), UTF_8, "html");
        Numbered message = new Numbered(session, "<" + outgoing.id() + "@groat>");
        message.setFrom(new InternetAddress(from));
        message.setRecipient(RecipientType.TO, new InternetAddress(outgoing.to(), true));
        message.setSubject(outgoing.text().title(), UTF_8);
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }

    private static final class Numbered extends MimeMessage {
        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
