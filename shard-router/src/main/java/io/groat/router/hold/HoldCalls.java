package io.groat.router.hold;

import io.groat.engine.CaptureRequest;
import io.groat.engine.HoldEngine;
import io.groat.engine.HoldRequest;
import io.groat.engine.TransferRequest;
import io.groat.hold.Hold;
import io.groat.hold.HoldStatus;
import io.groat.posting.ChangeHold.Change;
import io.groat.posting.HoldAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.RefusedException;
import io.groat.router.access.Payer;
import io.groat.router.http.Currencies;
import io.groat.router.http.IdempotencyKeys;
import io.groat.router.problem.MoneyProblems;
import io.groat.router.transfer.TransferAnswer;
import io.groat.router.transfer.TransferCall;
import io.groat.router.transfer.TransferFields;
import io.groat.router.transfer.TransferMeters;
import io.groat.router.transfer.TransferView;
import io.groat.rule.TransactionType;
import io.groat.transfer.TransferNote;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Parameters;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.trace.Traces;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Reserves money for payees, takes it for them and lets it go. */
final class HoldCalls {

    private static final Access WRITE = TransferCall.PAY.limited(TransferCall.OFTEN);
    private static final String EXPIRES_AT = "expiresAt";
    private static final String EXPIRES_IN = "expiresIn";

    private final HoldEngine engine;
    private final HoldReads reads;
    private final Payer payer;
    private final TransferMeters meters;
    private final Bodies bodies;
    private final HoldSettings settings;
    private final InstantSource clock;

    HoldCalls(
            HoldEngine engine,
            HoldReads reads,
            Payer payer,
            TransferMeters meters,
            Bodies bodies,
            HoldSettings settings,
            InstantSource clock) {
        this.engine = engine;
        this.reads = reads;
        this.payer = payer;
        this.meters = meters;
        this.bodies = bodies;
        this.settings = settings;
        this.clock = clock;
    }

    Routes routes() {
        return Routes.of(
                Route.post("/v1/holds", WRITE)
                        .named("holds", "authorizeHold", "Reserves money for a payee")
                        .details("Nothing moves. What is refused leaves no trace under the key.")
                        .header(IdempotencyKeys.NEEDED)
                        .takes(HoldOrder.class)
                        .gives(201, HoldView.class, "Reserved", HeaderField.LOCATION, IdempotencyKeys.REPLAYED_FIELD)
                        .gives(
                                202,
                                HoldView.class,
                                "Reserved, and a decision is waited for before it can be captured",
                                HeaderField.LOCATION,
                                IdempotencyKeys.REPLAYED_FIELD)
                        .refuses(MoneyProblems.onShards(
                                Refusal.IDEMPOTENCY_KEY_MISSING,
                                Refusal.IDEMPOTENCY_KEY_INVALID,
                                Refusal.UNKNOWN_CURRENCY,
                                Refusal.ACCOUNT_NOT_FOUND,
                                Refusal.SAME_ACCOUNT,
                                Refusal.CURRENCY_MISMATCH,
                                Refusal.IDEMPOTENCY_CONFLICT,
                                Refusal.ACCOUNT_FROZEN,
                                Refusal.ACCOUNT_CLOSED,
                                Refusal.TRANSACTION_TYPE_UNKNOWN,
                                Refusal.WALLET_TYPE_NOT_ALLOWED,
                                Refusal.BENEFICIARY_REQUIRED,
                                Refusal.BENEFICIARY_COOLING_OFF,
                                Refusal.INSUFFICIENT_FUNDS,
                                Refusal.LIMIT_EXCEEDED,
                                Refusal.MAX_BALANCE_EXCEEDED,
                                Refusal.BALANCE_OVERFLOW,
                                Refusal.PAYMENT_DECLINED,
                                Refusal.HOLD_EXPIRED))
                        .refuses(WebProblem.OVERLOADED)
                        .by(bodies, this::authorize),
                one(Route.post("/v1/holds/{id}/captures", WRITE)
                                .named("holds", "captureHold", "Takes what is reserved, or a part of it")
                                .details(
                                        "A movement of its own, whose parent is the hold; for its payee, and operators. The"
                                                + " key is the hold's own.")
                                .header(IdempotencyKeys.NEEDED)
                                .mayTake(CaptureOrder.class)
                                .gives(
                                        201,
                                        TransferView.class,
                                        "The payee has it",
                                        HeaderField.LOCATION,
                                        IdempotencyKeys.REPLAYED_FIELD)
                                .gives(
                                        202,
                                        TransferView.class,
                                        "It is on its way, and the end is not decided yet; ask at the Location",
                                        HeaderField.LOCATION,
                                        HeaderField.RETRY_AFTER,
                                        IdempotencyKeys.REPLAYED_FIELD))
                        .refuses(MoneyProblems.onShards(
                                Refusal.IDEMPOTENCY_KEY_MISSING,
                                Refusal.IDEMPOTENCY_KEY_INVALID,
                                Refusal.IDEMPOTENCY_CONFLICT,
                                Refusal.CAPTURE_TOO_LARGE,
                                Refusal.HOLD_UNDER_REVIEW,
                                Refusal.HOLD_ENDED,
                                Refusal.HOLD_EXPIRED,
                                Refusal.ACCOUNT_FROZEN,
                                Refusal.ACCOUNT_CLOSED,
                                Refusal.WALLET_TYPE_NOT_ALLOWED,
                                Refusal.LIMIT_EXCEEDED,
                                Refusal.MAX_BALANCE_EXCEEDED,
                                Refusal.BALANCE_OVERFLOW))
                        .by(bodies, this::capture),
                one(Route.post("/v1/holds/{id}/increments", WRITE)
                                .named("holds", "incrementHold", "Reserves more")
                                .details("For its payer, and operators. The key is the hold's own.")
                                .header(IdempotencyKeys.NEEDED)
                                .takes(IncrementOrder.class)
                                .gives(201, HoldView.class, "Reserved", IdempotencyKeys.REPLAYED_FIELD))
                        .refuses(MoneyProblems.onShards(
                                Refusal.IDEMPOTENCY_KEY_MISSING,
                                Refusal.IDEMPOTENCY_KEY_INVALID,
                                Refusal.IDEMPOTENCY_CONFLICT,
                                Refusal.HOLD_ENDED,
                                Refusal.HOLD_EXPIRED,
                                Refusal.ACCOUNT_FROZEN,
                                Refusal.WALLET_TYPE_NOT_ALLOWED,
                                Refusal.BENEFICIARY_REQUIRED,
                                Refusal.BENEFICIARY_COOLING_OFF,
                                Refusal.INSUFFICIENT_FUNDS,
                                Refusal.LIMIT_EXCEEDED,
                                Refusal.BALANCE_OVERFLOW))
                        .by(bodies, this::increment),
                one(Route.post("/v1/holds/{id}/extend", WRITE)
                                .named("holds", "extendHold", "Lets a hold last longer, or shorter")
                                .details("For its payer, and operators.")
                                .takes(ExtensionOrder.class)
                                .gives(200, HoldView.class, "The hold as it is now"))
                        .refuses(MoneyProblems.onShards(Refusal.HOLD_ENDED, Refusal.HOLD_EXPIRED))
                        .by(bodies, this::extend),
                one(Route.post("/v1/holds/{id}/void", WRITE)
                                .named("holds", "voidHold", "Lets go what is left")
                                .details("For its payee, and operators.")
                                .gives(200, HoldView.class, "The hold as it is now"))
                        .refuses(MoneyProblems.onShards(Refusal.HOLD_ENDED, Refusal.HOLD_EXPIRED))
                        .by(this::cancel));
    }

    private static <T> Call<T> one(Call<T> call) {
        return call.path("id", "The hold's id")
                .refuses(MoneyProblems.onShards(Refusal.HOLD_NOT_FOUND))
                .refuses(WebProblem.OVERLOADED);
    }

    private Mono<ServerResponse> authorize(ServerRequest request, Mono<HoldOrder> body) {
        Permit permit = Permit.of(request);
        return body.map(order -> read(request, order))
                .flatMap(hold -> payer.allowed(permit, hold.payment()).thenReturn(hold))
                .flatMap(hold -> Traces.with(trace -> engine.authorize(hold.in(trace))))
                .map(HoldCalls::stands)
                .flatMap(stands -> Answer.of(
                        stands.hold().status() == HoldStatus.UNDER_REVIEW ? 202 : 201,
                        headers -> {
                            headers.setLocation(
                                    URI.create("/v1/holds/" + stands.hold().id()));
                            if (stands.replayed()) {
                                headers.set(IdempotencyKeys.REPLAYED, "true");
                            }
                        },
                        HoldView.of(stands.hold(), List.of())));
    }

    private HoldRequest read(ServerRequest request, HoldOrder order) {
        String key = IdempotencyKeys.ofHeader(request.headers().asHttpHeaders());
        TransferRequest payment = new TransferRequest(
                key,
                TransferFields.account("payer", order.payer()),
                TransferFields.account("payee", order.payee()),
                order.amount(),
                Currencies.get(order.currency()),
                TransferFields.note(order.reference(), order.description(), order.metadata()),
                order.type() == null ? TransactionType.USUAL : order.type());
        Instant end = order.expiresAt();
        if (end != null && order.expiresIn() != null) {
            throw Parameters.invalid(EXPIRES_IN, "\"expiresIn\" and \"expiresAt\" are not both said");
        }
        return new HoldRequest(payment, end == null ? null : inTime(end), lasts(order.expiresIn()));
    }

    private Instant inTime(Instant end) {
        Instant now = clock.instant();
        if (!end.isAfter(now) || end.isAfter(now.plus(settings.longest()))) {
            throw Parameters.invalid(
                    EXPIRES_AT,
                    "\"expiresAt\" has to be in the time to come, and at most " + settings.longest() + " away");
        }
        return end;
    }

    private Duration lasts(@Nullable String text) {
        if (text == null) {
            return settings.usual();
        }
        try {
            Duration lasts = Duration.parse(text);
            if (!lasts.isNegative() && !lasts.isZero() && lasts.compareTo(settings.longest()) <= 0) {
                return lasts;
            }
        } catch (DateTimeParseException unreadable) {
            throw Parameters.invalid(EXPIRES_IN, "\"expiresIn\" is not an ISO 8601 duration such as PT168H");
        }
        throw Parameters.invalid(EXPIRES_IN, "\"expiresIn\" has to be above zero and at most " + settings.longest());
    }

    private Mono<ServerResponse> capture(ServerRequest request, Mono<CaptureOrder> body) {
        return body.flatMap(order -> of(request, HoldReads::isPayee)
                .flatMap(hold -> Traces.with(trace -> engine.capture(
                        hold,
                        new CaptureRequest(
                                        IdempotencyKeys.ofHeader(
                                                request.headers().asHttpHeaders()),
                                        order.amount(),
                                        Boolean.TRUE.equals(order.last()),
                                        new TransferNote(order.reference(), null, null))
                                .in(trace))))
                .map(meters::counted)
                .flatMap(result -> TransferAnswer.of(request, result)));
    }

    private Mono<ServerResponse> increment(ServerRequest request, Mono<IncrementOrder> body) {
        return body.flatMap(order -> of(request, HoldReads::isPayer)
                .flatMap(hold -> engine.change(
                        hold,
                        new Change.Increase(
                                IdempotencyKeys.ofHeader(request.headers().asHttpHeaders()), order.amount())))
                .map(HoldCalls::stands)
                .flatMap(stands -> Answer.of(
                        201,
                        headers -> {
                            if (stands.replayed()) {
                                headers.set(IdempotencyKeys.REPLAYED, "true");
                            }
                        },
                        HoldView.of(stands.hold(), null))));
    }

    private Mono<ServerResponse> extend(ServerRequest request, Mono<ExtensionOrder> body) {
        return body.flatMap(order -> of(request, HoldReads::isPayer)
                        .flatMap(hold -> engine.change(hold, new Change.Extend(inTime(order.expiresAt())))))
                .map(HoldCalls::stands)
                .flatMap(stands -> Answer.ok(HoldView.of(stands.hold(), null)));
    }

    private Mono<ServerResponse> cancel(ServerRequest request) {
        return of(request, HoldReads::isPayee)
                .flatMap(hold -> engine.change(hold, Change.Plain.VOID))
                .map(HoldCalls::stands)
                .flatMap(stands -> Answer.ok(HoldView.of(stands.hold(), null)));
    }

    /** The hold, if the caller is on the side that may do so; who is on the other one knows it and is told. */
    private Mono<Hold> of(ServerRequest request, BiPredicate<Hold, Permit> side) {
        Permit permit = Permit.of(request);
        return reads.found(request).doOnNext(hold -> {
            if (permit.onlyOwn() && !side.test(hold, permit)) {
                throw new ProblemException(WebProblem.FORBIDDEN, "id", "That is for the other side of the hold");
            }
        });
    }

    private static HoldAnswer.Stands stands(HoldAnswer answer) {
        if (answer instanceof HoldAnswer.Stands stands) {
            return stands;
        }
        throw new RefusedException(((HoldAnswer.TurnedDown) answer).refused());
    }
}
