package io.groat.sandbox;

import io.groat.sandbox.book.Book;
import io.groat.sandbox.control.ControlCalls;
import io.groat.sandbox.control.Faults;
import io.groat.sandbox.event.Announcer;
import io.groat.sandbox.http.Server;
import io.groat.sandbox.model.Kinds;
import io.groat.sandbox.money.Alarms;
import io.groat.sandbox.money.Checkouts;
import io.groat.sandbox.money.Disputes;
import io.groat.sandbox.money.Money;
import io.groat.sandbox.money.Payments;
import io.groat.sandbox.money.Payouts;
import io.groat.sandbox.money.Refunds;
import io.groat.sandbox.pay.PayPage;
import io.groat.sandbox.pay.Payer;
import io.groat.sandbox.razorpay.RazorpayApi;
import io.groat.sandbox.razorpay.RazorpayEvents;
import io.groat.sandbox.razorpay.RazorpayPayments;
import io.groat.sandbox.razorpay.RazorpayPayouts;
import io.groat.sandbox.stripe.StripeApi;
import io.groat.sandbox.stripe.StripeEvents;
import io.groat.sandbox.stripe.StripeMoney;
import io.groat.sandbox.stripe.StripeSessions;
import io.groat.sandbox.webhook.WebhookSender;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;

/** The running sandbox: the book, what changes it, and those who ask. */
final class Sandbox implements AutoCloseable {

    private final Book book;
    private final Alarms alarms;
    private final WebhookSender sender;
    private final Server server;

    private Sandbox(Book book, Alarms alarms, WebhookSender sender, Server server) {
        this.book = book;
        this.alarms = alarms;
        this.sender = sender;
        this.server = server;
    }

    static Sandbox start(Settings settings) {
        InstantSource clock = InstantSource.system();
        Book book = new Book(settings.data(), Kinds.ALL);
        Announcer announcer = new Announcer(
                List.of(
                        new RazorpayEvents(settings.razorpayWebhookSecret()),
                        new StripeEvents(settings.stripeWebhookSecret())),
                clock);
        Money money = new Money(clock, announcer);
        Checkouts checkouts = new Checkouts(money);
        Refunds refunds = new Refunds(money);
        Payouts payouts = new Payouts(money);
        Disputes disputes = new Disputes(money);
        Server server = new Server(
                new InetSocketAddress(settings.address(), settings.port()),
                List.of(
                        new RazorpayApi(
                                settings.razorpayKeyId(),
                                settings.razorpayKeySecret(),
                                new RazorpayPayments(book, checkouts, refunds),
                                new RazorpayPayouts(book, money, payouts)),
                        new StripeApi(
                                settings.stripeSecretKey(),
                                new StripeSessions(book, money, checkouts, settings.payBase()),
                                new StripeMoney(book, refunds, payouts)),
                        new ControlCalls(book, refunds, payouts, disputes),
                        new PayPage(book, new Payer(new Payments(money), disputes))),
                new Faults(book),
                book::awaitDurable);
        Sandbox sandbox = new Sandbox(
                book,
                new Alarms(book, clock, checkouts, refunds, payouts),
                new WebhookSender(book, announcer, clock, settings.webhookBase()),
                server);
        sandbox.alarms.start();
        sandbox.sender.start();
        sandbox.server.start();
        return sandbox;
    }

    InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close();
        alarms.close();
        sender.close();
        book.close();
    }
}
