package io.groat.router.payout;

import io.groat.account.UserIds;
import io.groat.engine.DestinationEngine;
import io.groat.event.Json;
import io.groat.money.CurrencyCode;
import io.groat.payout.Destination;
import io.groat.payout.DestinationKind;
import io.groat.payout.DestinationStore;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.gateway.Vault;
import io.groat.router.http.Currencies;
import io.groat.router.http.SecondFactor;
import io.groat.router.payout.DestinationView.BankAccount;
import io.groat.router.payout.DestinationView.DestinationOrder;
import io.groat.router.problem.MoneyProblems;
import io.groat.shard.SlottedId;
import io.groat.web.access.Access;
import io.groat.web.access.Permit;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.Call;
import io.groat.web.http.Cursor;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Where users are paid out to. A user keeps their own, operators and admins everybody's; one is added with a fresh second
 * factor of a user, and once a gateway has said that it is there. What it is exactly nobody is ever shown.
 */
final class DestinationCalls {

    private static final Access READ = Access.of(Scope.USERS_READ, Role.USER, Role.OPERATOR, Role.ADMIN);
    private static final Access WRITE = Access.of(Scope.USERS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN);
    private static final String GROUP = "destinations";
    private static final String ALL = "/v1/users/{id}/destinations";
    private static final String ONE = ALL + "/{destinationId}";
    private static final char CURSORS = 'D';

    private static final Pattern UPI = Pattern.compile("[A-Za-z0-9._-]{2,100}@[A-Za-z0-9]{2,49}");
    private static final Pattern TOKEN = Pattern.compile("tok_[A-Za-z0-9_]{1,60}");
    private static final int SHOWN = 4;
    private static final int SHOWN_OF_UPI = 2;

    private final DestinationEngine engine;
    private final Vault vault;
    private final SecondFactor factor;
    private final AuditLog audit;
    private final Bodies bodies;

    DestinationCalls(DestinationEngine engine, Vault vault, SecondFactor factor, AuditLog audit, Bodies bodies) {
        this.engine = engine;
        this.vault = vault;
        this.factor = factor;
        this.audit = audit;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                of(Route.post(ALL, WRITE)
                                .named(GROUP, "addDestination", "Adds where a user is paid out to")
                                .details(
                                        "A payment gateway is asked first whether anybody can be paid there. What it is is"
                                                + " kept encrypted and shown masked. A user gives a fresh second factor; API keys give"
                                                + " none. A user has " + DestinationStore.MOST + " at most.")
                                .takes(DestinationOrder.class)
                                .gives(201, DestinationView.class, "Added", HeaderField.LOCATION))
                        .refuses(factor.problems())
                        .refuses(MoneyProblems.onShards(
                                Refusal.UNKNOWN_CURRENCY,
                                Refusal.NO_GATEWAY,
                                Refusal.GATEWAY_UNAVAILABLE,
                                Refusal.DESTINATION_REFUSED,
                                Refusal.DESTINATION_EXISTS,
                                Refusal.TOO_MANY_DESTINATIONS))
                        .by(bodies, this::add),
                of(Route.get(ALL, READ)
                                .named(GROUP, "getDestinations", "Where a user is paid out to, the newest first")
                                .query(Query.LIMIT, Query.CURSOR)
                                .givesPage(DestinationView.class))
                        .by(this::page),
                one(Route.get(ONE, READ)
                                .named(GROUP, "getDestination", "Shows a destination")
                                .gives(200, DestinationView.class, "It"))
                        .by(this::get),
                one(Route.delete(ONE, WRITE)
                                .named(GROUP, "removeDestination", "Takes a destination away")
                                .details("What was not sent there by then is not sent.")
                                .givesNothing("It is gone"))
                        .by(this::remove));
    }

    private static <T> Call<T> of(Call<T> call) {
        return call.path("id", "The user who is paid out")
                .refuses(WebProblem.NOT_FOUND)
                .refuses(MoneyProblems.onShards());
    }

    private static <T> Call<T> one(Call<T> call) {
        return of(call).path("destinationId", "The destination's id")
                .refuses(MoneyProblems.code(Refusal.DESTINATION_NOT_FOUND));
    }

    private Mono<ServerResponse> add(ServerRequest request, Mono<DestinationOrder> body) {
        String userId = userId(request);
        return body.flatMap(order -> {
            DestinationEngine.Wish wish = wish(userId, order);
            return factor.require(request, order.code())
                    .then(engine.add(wish))
                    .delayUntil(added -> noted(request, "DESTINATION_ADDED", added))
                    .flatMap(added -> Answer.of(
                            201,
                            headers -> headers.setLocation(URI.create(request.path() + "/" + added.id())),
                            DestinationView.of(added)));
        });
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, CURSORS);
        return engine.page(userId(request), cursor == null ? null : cursor.id(), limit + 1)
                .map(found -> Page.of(found, limit, last -> new Cursor(CURSORS, last.id(), 0)))
                .flatMap(found -> Answer.ok(found.json(DestinationView.class, DestinationView::of)));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return found(request).flatMap(one -> Answer.ok(DestinationView.of(one)));
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return found(request)
                .flatMap(known -> engine.remove(known.userId(), known.id())
                        .flatMap(gone -> gone ? noted(request, "DESTINATION_REMOVED", known) : Mono.empty()))
                .then(ServerResponse.noContent().build());
    }

    private Mono<Void> noted(ServerRequest request, String act, Destination one) {
        return audit.tryAppend(AuditEntry.done(request.exchange(), act, one.userId())
                .on("destination:" + one.id())
                .saying(one.kind().name().toLowerCase(Locale.ROOT) + " " + one.shown()));
    }

    private Mono<Destination> found(ServerRequest request) {
        String userId = userId(request);
        return Mono.justOrEmpty(Parameters.id(request, "destinationId")
                        .filter(id -> SlottedId.is(SlottedId.Kind.DESTINATION, id)))
                .flatMap((UUID id) -> engine.find(userId, id))
                .switchIfEmpty(Mono.error(
                        () -> new RefusedException(Refused.of(Refusal.DESTINATION_NOT_FOUND, "destinationId"))));
    }

    /** The id in the path; NOT_FOUND when it can't be there for the caller. */
    private static String userId(ServerRequest request) {
        String userId = request.pathVariable("id");
        if (!UserIds.isUserId(userId) || !Permit.of(request).covers(userId)) {
            throw new ProblemException(WebProblem.NOT_FOUND, "id", "There is no such user");
        }
        return userId;
    }

    private DestinationEngine.Wish wish(String userId, DestinationOrder order) {
        DestinationKind kind = DestinationKind.valueOf(order.kind().toUpperCase(Locale.ROOT));
        CurrencyCode currency = Currencies.get(order.currency());
        Place place = place(kind, order);
        return new DestinationEngine.Wish(
                userId,
                kind,
                currency,
                order.label(),
                place.shown,
                place.details,
                vault.seal(userId, place.details),
                vault.fingerprint(userId, kind, currency, place.details));
    }

    private record Place(String shown, String details) {

        static Place of(String shown, Map<String, String> details) {
            // In one order, so that the same place is the same text.
            return new Place(shown, Json.MAPPER.writeValueAsString(new TreeMap<>(details)));
        }
    }

    private static Place place(DestinationKind kind, DestinationOrder order) {
        requireAlone(kind, order);
        return switch (kind) {
            case UPI -> upi(order.upi());
            case BANK -> bank(order.bank());
            case CARD -> card(order.token());
        };
    }

    private static void requireAlone(DestinationKind kind, DestinationOrder order) {
        requireGone("upi", kind == DestinationKind.UPI, order.upi());
        requireGone("bank", kind == DestinationKind.BANK, order.bank());
        requireGone("token", kind == DestinationKind.CARD, order.token());
    }

    private static void requireGone(String field, boolean wanted, @Nullable Object value) {
        if (wanted && value == null) {
            throw Parameters.invalid(field, "\"" + field + "\" has to be there for that kind");
        }
        if (!wanted && value != null) {
            throw Parameters.invalid(field, "\"" + field + "\" does not go with that kind");
        }
    }

    private static Place upi(@Nullable String id) {
        if (id == null || !UPI.matcher(id).matches()) {
            throw Parameters.invalid("upi", "\"upi\" has to be a UPI id, such as name@bank");
        }
        int at = id.indexOf('@');
        String shown = id.substring(0, Math.min(SHOWN_OF_UPI, at - 1)) + "…" + id.substring(at);
        return Place.of(shown, Map.of("upi", id));
    }

    private static Place bank(@Nullable BankAccount account) {
        if (account == null) {
            throw Parameters.invalid("bank", "\"bank\" has to be there for that kind");
        }
        String number = account.number();
        return Place.of(
                account.ifsc().substring(0, SHOWN) + " …" + number.substring(number.length() - SHOWN),
                Map.of("number", number, "ifsc", account.ifsc(), "name", account.name()));
    }

    /** What could be a card's number is not even repeated in what refuses it. */
    private static Place card(@Nullable String token) {
        if (token == null || !TOKEN.matcher(token).matches()) {
            throw Parameters.invalid("token", "\"token\" has to be a gateway's token of a card, such as tok_1");
        }
        return Place.of("card", Map.of("token", token));
    }
}
