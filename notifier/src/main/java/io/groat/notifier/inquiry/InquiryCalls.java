package io.groat.notifier.inquiry;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.groat.notifier.http.Calls;
import io.groat.notifier.http.NotifierProblem;
import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Permit;
import io.groat.web.access.Rate;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.Detached;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers of payers: in the app with their login, or by the link that they were sent, without one. Opening a link answers
 * nothing, for mail scanners open links too; a button on its page does.
 */
final class InquiryCalls {

    private static final Access OWN = Access.of(Scope.NOTIFICATIONS_WRITE, Role.USER);
    private static final Access LINK = Access.PUBLIC.limited(Limit.guarding("inquiry-links", Rate.parse("60/m")));
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'self'; frame-ancestors 'none'";

    private static final Template PAGE = Mustache.compiler()
            .compile("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Was this you?</title>"
                    + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                    + "<meta name=\"referrer\" content=\"no-referrer\">"
                    + "<style>body{font-family:system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}"
                    + "button{font:inherit;padding:.7rem 1.2rem;margin:.5rem .5rem 0 0}form{display:inline}</style></head>"
                    + "<body><h1>{{title}}</h1><p>{{text}}</p>{{#token}}"
                    + "<form method=\"post\" action=\"/i/{{token}}/no\"><button>No, it was not me</button></form>"
                    + "<form method=\"post\" action=\"/i/{{token}}/yes\"><button>Yes, it was me</button></form>"
                    + "{{/token}}</body></html>");

    private final Inquiries inquiries;
    private final InquiryLinks links;
    private final Bodies bodies;
    private final InstantSource clock;

    public InquiryCalls(Inquiries inquiries, InquiryLinks links, Bodies bodies, InstantSource clock) {
        this.inquiries = inquiries;
        this.links = links;
        this.bodies = bodies;
        this.clock = clock;
    }

    public Routes routes() {
        return Routes.of(
                Route.get("/v1/inquiries/{paymentId}", OWN)
                        .named("inquiries", "getInquiry", "Whether one is asked about a payment of one's own")
                        .path("paymentId", "The payment")
                        .gives(200, InquiryView.class, "One is, or was")
                        .refuses(WebProblem.NOT_FOUND, NotifierProblem.STORE_UNAVAILABLE)
                        .by(this::one),
                Route.post("/v1/inquiries/{paymentId}/answer", OWN)
                        .named("inquiries", "answerInquiry", "Says whether a payment was one's own")
                        .path("paymentId", "The payment")
                        .takes(InquiryAnswer.class)
                        .gives(200, InquiryView.class, "It has been said")
                        .refuses(
                                WebProblem.NOT_FOUND,
                                NotifierProblem.ALREADY_ANSWERED,
                                NotifierProblem.STORE_UNAVAILABLE)
                        .by(bodies, this::inApp),
                byLink(Route.get("/i/{token}", LINK)
                                .named("pages", "showInquiry", "The page that a link in a message leads to")
                                .givesText(200, MediaType.TEXT_HTML, "A page that asks; to open it answers nothing"))
                        .by(this::page),
                byLink(Route.post("/i/{token}/no", LINK)
                                .named("pages", "denyByLink", "Says by a link that a payment was not one's own")
                                .givesText(200, MediaType.TEXT_HTML, "A page that thanks"))
                        .by(request -> byLink(request, false)),
                byLink(Route.post("/i/{token}/yes", LINK)
                                .named("pages", "confirmByLink", "Says by a link that a payment was one's own")
                                .givesText(200, MediaType.TEXT_HTML, "A page that thanks"))
                        .by(request -> byLink(request, true)));
    }

    /** What each of them is about. */
    private static <T> Call<T> byLink(Call<T> call) {
        return call.path("token", "What the link that was sent ends with")
                .refuses(
                        NotifierProblem.LINK_INVALID,
                        NotifierProblem.ALREADY_ANSWERED,
                        NotifierProblem.STORE_UNAVAILABLE);
    }

    private Mono<ServerResponse> one(ServerRequest request) {
        return mine(request).flatMap(inquiry -> Answer.ok(view(inquiry)));
    }

    private Mono<ServerResponse> inApp(ServerRequest request, Mono<InquiryAnswer> body) {
        return mine(request)
                .flatMap(inquiry ->
                        body.flatMap(answer -> Detached.work(inquiries.answer(inquiry, answer.own(), "app"))))
                .flatMap(after -> Answer.ok(view(after)));
    }

    private Mono<Inquiry> mine(ServerRequest request) {
        Permit permit = Permit.of(request);
        UUID payment = Parameters.id(request, "paymentId").orElseThrow(Calls::notFound);
        return inquiries
                .find(payment)
                .filter(inquiry -> inquiry.payer().equals(permit.caller().id()))
                .switchIfEmpty(Mono.error(Calls::notFound));
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        String token = request.pathVariable("token");
        return byToken(token)
                .flatMap(inquiry -> inquiry.isOpen(clock.instant())
                        ? html("Was this you?", "A payment of " + amount(inquiry) + to(inquiry) + ".", token)
                        : html("It has been answered", "Thank you.", ""));
    }

    private Mono<ServerResponse> byLink(ServerRequest request, boolean own) {
        return byToken(request.pathVariable("token"))
                .flatMap(inquiry -> Detached.work(inquiries.answer(inquiry, own, "link")))
                .flatMap(after -> own
                        ? html("Thank you", "You have said that it was you.", "")
                        : html(
                                "Thank you",
                                "We look into it. Nothing more is paid where it can still be stopped.",
                                ""));
    }

    private Mono<Inquiry> byToken(String token) {
        UUID payment = links.payment(token, clock.instant())
                .orElseThrow(() -> new ProblemException(NotifierProblem.LINK_INVALID));
        return inquiries
                .find(payment)
                .switchIfEmpty(Mono.error(() -> new ProblemException(NotifierProblem.LINK_INVALID)));
    }

    private static Mono<ServerResponse> html(String title, String text, String token) {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_HTML)
                .header("Content-Security-Policy", POLICY)
                .bodyValue(
                        PAGE.execute(Map.of("title", title, "text", text, "token", token.isEmpty() ? false : token)));
    }

    private static String amount(Inquiry inquiry) {
        int digits;
        try {
            digits = Math.max(0, Currency.getInstance(inquiry.currency()).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            digits = 2;
        }
        return BigDecimal.valueOf(inquiry.amountMinor(), digits).toPlainString() + " " + inquiry.currency();
    }

    private static String to(Inquiry inquiry) {
        return inquiry.payee() == null ? "" : " to " + inquiry.payee();
    }

    private InquiryView view(Inquiry inquiry) {
        return new InquiryView(
                inquiry.paymentId(),
                inquiry.payee(),
                inquiry.amountMinor(),
                inquiry.currency(),
                inquiry.isOpen(clock.instant()),
                inquiry.own(),
                inquiry.askedAt(),
                inquiry.expiresAt(),
                inquiry.answeredAt());
    }

    /** A question as answers show it. */
    @Doc("Whether a payment was its payer's own")
    record InquiryView(
            UUID paymentId,
            @Doc(example = "bob") @Nullable String payee,
            @Amount long amount,
            @Doc(example = "EUR") String currency,
            boolean open,

            @Doc("What the payer said; null while they have said nothing") @Nullable
            Boolean own,

            Instant askedAt,
            Instant expiresAt,
            @Nullable Instant answeredAt) {}

    /** What the payer says. */
    @Doc("Whether the payment was the payer's own")
    record InquiryAnswer(boolean own) {}
}
