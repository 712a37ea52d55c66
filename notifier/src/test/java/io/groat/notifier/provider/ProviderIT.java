package io.groat.notifier.provider;

import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.groat.notifier.Outside;
import io.groat.notifier.RunningNotifier;
import io.groat.notifier.queue.Attempt;
import io.groat.notifier.template.Rendered;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/** Messages to people: a real mail server, providers that answer over HTTP, the sandbox. */
class ProviderIT {

    private final Outside outside = Outside.shared();

    private static Outgoing outgoing(String to) {
        return new Outgoing(
                UUID.randomUUID(),
                "payment-sent",
                to,
                null,
                new Rendered("You paid 1 €", "Plain ü", "<p>Page ü</p>", "Brief ü"));
    }

    @Test
    void anEmailIsTextAndPageSideBySideUnderTheMessagesOwnId() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        Scheduler threads = Schedulers.newBoundedElastic(1, 10, "test-smtp");
        try {
            ProviderSettings.Smtp settings =
                    new ProviderSettings.Smtp("127.0.0.1", server.getSmtp().getPort(), "none", "", "");
            SmtpProvider smtp = new SmtpProvider(settings, "Groat <no-reply@groat.local>", 10_000, threads);
            Outgoing outgoing = outgoing("ann@example.com");
            assertThat(smtp.send(outgoing).toFuture().get()).isInstanceOf(Attempt.Sent.class);

            MimeMessage received = server.getReceivedMessages()[0];
            assertThat(received.getMessageID()).isEqualTo("<" + outgoing.id() + "@groat>");
            assertThat(received.getSubject()).isEqualTo("You paid 1 €");
            MimeMultipart parts = (MimeMultipart) received.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContent().toString()).isEqualTo("Plain ü");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent().toString()).isEqualTo("<p>Page ü</p>");
        } finally {
            server.stop();
            threads.dispose();
        }
    }

    @Test
    void whenTheFirstFailsTheSecondTakesOver() throws Exception {
        ProviderPool pool = twoAccounts("failing", Duration.ofMinutes(5));
        outside.answer(messages("failing-1"), 500);
        outside.answer(messages("failing-2"), 201);
        for (int i = 0; i < 10; i++) {
            assertThat(pool.send(outgoing("+491701234567")).toFuture().get()).isInstanceOf(Attempt.Sent.class);
        }
        assertThat(outside.received(messages("failing-1"))).hasSize(3);
        assertThat(outside.received(messages("failing-2"))).hasSize(10);
        Outside.Received sms = outside.received(messages("failing-2")).get(0);
        assertThat(sms.body()).contains("To=%2B491701234567", "Body=Brief");
        assertThat(sms.header("idempotency-key")).hasSize(36);
    }

    @Test
    void theFirstIsTriedAgainAndGetsAllWhenItIsBack() throws Exception {
        ProviderPool pool = twoAccounts("back", Duration.ofMillis(100));
        outside.answer(messages("back-1"), 500);
        outside.answer(messages("back-2"), 201);
        for (int i = 0; i < 4; i++) {
            assertThat(pool.send(outgoing("+491701234567")).toFuture().get()).isInstanceOf(Attempt.Sent.class);
        }
        int failed = outside.received(messages("back-1")).size();
        outside.answer(messages("back-1"), 201);
        eventually(() -> {
            pool.send(outgoing("+491701234567")).toFuture().get();
            assertThat(outside.received(messages("back-1")).size()).isGreaterThan(failed + 1);
        });
        int taken = outside.received(messages("back-2")).size();
        assertThat(pool.send(outgoing("+491701234567")).toFuture().get()).isInstanceOf(Attempt.Sent.class);
        assertThat(outside.received(messages("back-2"))).hasSize(taken);
    }

    private static String messages(String account) {
        return "/2010-04-01/Accounts/" + account + "/Messages.json";
    }

    /** @param pause how long the first, once it has failed, is left alone */
    private ProviderPool twoAccounts(String name, Duration pause) {
        HttpClient http = HttpClient.create();
        List<SmsProvider> providers = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            providers.add(new SmsProvider(
                    new ProviderSettings.Sms(outside.uri(), name + "-" + i, "secret", "Groat"),
                    Duration.ofSeconds(5),
                    http,
                    InstantSource.system()));
        }
        return new ProviderPool("sms", providers, pause, new SimpleMeterRegistry());
    }

    @Test
    void whoDidNotAnswerInTimeMayHaveTakenItSoNobodyElseGetsIt() throws Exception {
        AtomicBoolean second = new AtomicBoolean();
        ProviderPool pool = new ProviderPool(
                "sms",
                List.of(
                        provider("silent", Mono.<Attempt>never().timeout(Duration.ofMillis(50))),
                        provider("second", Mono.fromCallable(() -> {
                            second.set(true);
                            return new Attempt.Sent("second");
                        }))),
                Duration.ofSeconds(5),
                new SimpleMeterRegistry());
        assertThat(pool.send(outgoing("x")).toFuture().get()).isInstanceOf(Attempt.Failed.class);
        assertThat(second).isFalse();
    }

    private static Provider provider(String name, Mono<Attempt> answer) {
        return new Provider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Mono<Attempt> send(Outgoing outgoing) {
                return answer;
            }
        };
    }

    @Test
    void anAccountsAddressIsToldAndTheSandboxShowsIt() {
        RunningNotifier notifier = RunningNotifier.shared();
        String payee = user("bob");
        outside.user(
                payee, "+49170" + (1_000_000 + Math.floorMod(payee.hashCode(), 1_000_000)), payee + "@example.com");
        notifier.pay(user("ann"), payee, 1234);
        eventually(() -> assertThat(body(get(notifier.http(), "/sandbox/messages?to=" + payee + "@example.com")))
                .contains("\"channel\":\"email\"", "\"template\":\"payment-received\"", "12.34 EUR", "\"subject\""));
        assertThat(body(get(notifier.http(), "/sandbox/messages?channel=sms"))).doesNotContain(payee);
        eventually(() -> assertThat(body(get(notifier.as(payee), "/v1/notifications?channel=email&status=sent")))
                .contains("payment-received"));
    }
}
