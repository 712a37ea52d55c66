package io.groat.router.beneficiary;

import io.groat.account.AccountRef;
import io.groat.account.UserIds;
import io.groat.beneficiary.Beneficiary;
import io.groat.beneficiary.BeneficiaryStore;
import io.groat.engine.BeneficiaryEngine;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.beneficiary.BeneficiaryView.BeneficiaryChange;
import io.groat.router.beneficiary.BeneficiaryView.BeneficiaryOrder;
import io.groat.router.http.SecondFactor;
import io.groat.router.problem.MoneyProblems;
import io.groat.rule.RuleText;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Whom users may pay, where the type of a payment asks for it. A user keeps their own, operators and admins everybody's. What
 * lets more be paid than before takes a fresh second factor of a user, and cools off.
 */
final class BeneficiaryCalls {

    private static final Access READ = Access.of(Scope.USERS_READ, Role.USER, Role.OPERATOR, Role.ADMIN);
    private static final Access WRITE = Access.of(Scope.USERS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN);
    private static final String GROUP = "beneficiaries";
    private static final String ALL = "/v1/users/{id}/beneficiaries";
    private static final String ONE = ALL + "/{beneficiaryId}";
    private static final Pattern TYPE = Pattern.compile(RuleText.NAME);
    private static final int MOST_TYPES = 20;
    private static final char CURSORS = 'B';

    private final BeneficiaryEngine engine;
    private final SecondFactor factor;
    private final AuditLog audit;
    private final Bodies bodies;

    BeneficiaryCalls(BeneficiaryEngine engine, SecondFactor factor, AuditLog audit, Bodies bodies) {
        this.engine = engine;
        this.factor = factor;
        this.audit = audit;
        this.bodies = bodies;
    }

    Routes routes() {
        return Routes.of(
                of(Route.post(ALL, WRITE)
                                .named(GROUP, "addBeneficiary", "Adds somebody whom a user may pay")
                                .details(
                                        "Payments ask for it whose transaction type says `\"beneficiary\": \"required\"`;"
                                                + " for as long as its `coolingOff` lasts a new one is paid `coolingOffMax` at most. A"
                                                + " user gives a fresh second factor; API keys give none. A user has "
                                                + BeneficiaryStore.MOST + " at most.")
                                .takes(BeneficiaryOrder.class)
                                .gives(201, BeneficiaryView.class, "Added", HeaderField.LOCATION))
                        .refuses(factor.problems())
                        .refuses(MoneyProblems.onShards(
                                Refusal.ACCOUNT_NOT_FOUND, Refusal.BENEFICIARY_EXISTS, Refusal.TOO_MANY_BENEFICIARIES))
                        .by(bodies, this::add),
                of(Route.get(ALL, READ)
                                .named(GROUP, "getBeneficiaries", "Whom a user may pay, the newest first")
                                .query(Query.LIMIT, Query.CURSOR)
                                .givesPage(BeneficiaryView.class))
                        .by(this::page),
                one(Route.get(ONE, READ)
                                .named(GROUP, "getBeneficiary", "Shows a beneficiary")
                                .gives(200, BeneficiaryView.class, "It"))
                        .by(this::get),
                one(Route.patch(ONE, WRITE)
                                .named(GROUP, "changeBeneficiary", "Changes a beneficiary")
                                .details(
                                        "What widens a bound, so that more may be paid than before, takes a fresh second"
                                                + " factor of a user, and cools off as a new one does, for all of what may be paid."
                                                + " What narrows one takes neither.")
                                .takes(BeneficiaryChange.class)
                                .gives(200, BeneficiaryView.class, "As it is now"))
                        .refuses(factor.problems())
                        .by(bodies, this::change),
                one(Route.delete(ONE, WRITE)
                                .named(GROUP, "removeBeneficiary", "Takes a beneficiary away")
                                .details(
                                        "Once it is answered no payment to them begins. What was reserved before goes on:"
                                                + " holds are captured, and payments that wait for a decision let go.")
                                .givesNothing("It is gone"))
                        .by(this::remove));
    }

    private static <T> Call<T> of(Call<T> call) {
        return call.path("id", "The user who pays")
                .refuses(WebProblem.NOT_FOUND)
                .refuses(MoneyProblems.onShards());
    }

    private static <T> Call<T> one(Call<T> call) {
        return of(call).path("beneficiaryId", "The beneficiary's id")
                .refuses(MoneyProblems.code(Refusal.BENEFICIARY_NOT_FOUND));
    }

    private Mono<ServerResponse> add(ServerRequest request, Mono<BeneficiaryOrder> body) {
        String userId = userId(request);
        return body.flatMap(order -> {
            BeneficiaryEngine.Wish wish = wish(userId, order);
            return factor.require(request, order.code())
                    .then(engine.add(wish))
                    .delayUntil(added -> noted(request, "BENEFICIARY_ADDED", added))
                    .flatMap(added -> Answer.of(
                            201,
                            headers -> headers.setLocation(URI.create(request.path() + "/" + added.id())),
                            BeneficiaryView.of(added)));
        });
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        Cursor cursor = Cursor.of(request, CURSORS);
        return engine.page(userId(request), cursor == null ? null : cursor.id(), limit + 1)
                .map(found -> Page.of(found, limit, last -> new Cursor(CURSORS, last.id(), 0)))
                .flatMap(found -> Answer.ok(found.json(BeneficiaryView.class, BeneficiaryView::of)));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return found(request).flatMap(one -> Answer.ok(BeneficiaryView.of(one)));
    }

    private Mono<ServerResponse> change(ServerRequest request, Mono<BeneficiaryChange> body) {
        return body.flatMap(wanted -> changed(request, wanted, false))
                .delayUntil(changed -> noted(request, "BENEFICIARY_CHANGED", changed))
                .flatMap(changed -> Answer.ok(BeneficiaryView.of(changed)));
    }

    /**
     * What a change widens is judged by what stands there, and it is made to that alone: where another came between, it is
     * judged once more. A code that was told is used up by then.
     */
    private Mono<Beneficiary> changed(ServerRequest request, BeneficiaryChange wanted, boolean proven) {
        return found(request).flatMap(known -> {
            Beneficiary.Change change = change(known, wanted);
            boolean asks = change.widens(known) && !proven;
            Mono<Void> proof = asks ? factor.require(request, wanted.code()) : Mono.empty();
            return proof.then(engine.change(known, change))
                    .switchIfEmpty(Mono.defer(() -> changed(request, wanted, proven || asks)));
        });
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return found(request)
                .flatMap(known -> engine.remove(known)
                        .flatMap(gone -> gone ? noted(request, "BENEFICIARY_REMOVED", known) : Mono.empty()))
                .then(ServerResponse.noContent().build());
    }

    private Mono<Void> noted(ServerRequest request, String act, Beneficiary one) {
        return audit.tryAppend(AuditEntry.done(request.exchange(), act, one.userId())
                .on("beneficiary:" + one.id())
                .saying("payee: " + one.payee().text()));
    }

    private Mono<Beneficiary> found(ServerRequest request) {
        String userId = userId(request);
        return Mono.justOrEmpty(Parameters.id(request, "beneficiaryId")
                        .filter(id -> SlottedId.is(SlottedId.Kind.BENEFICIARY, id)))
                .flatMap(id -> engine.find(userId, id))
                .switchIfEmpty(Mono.error(BeneficiaryCalls::notFound));
    }

    private static RefusedException notFound() {
        return new RefusedException(Refused.of(Refusal.BENEFICIARY_NOT_FOUND, "beneficiaryId"));
    }

    /** The id in the path; NOT_FOUND when it can't be there for the caller. */
    private static String userId(ServerRequest request) {
        String userId = request.pathVariable("id");
        if (!UserIds.isUserId(userId) || !Permit.of(request).covers(userId)) {
            throw new ProblemException(WebProblem.NOT_FOUND, "id", "There is no such user");
        }
        return userId;
    }

    private static BeneficiaryEngine.Wish wish(String userId, BeneficiaryOrder order) {
        AccountRef payee = AccountRef.parse(order.payee())
                .orElseThrow(() -> Parameters.invalid("payee", "\"payee\" has to be a user's id or an account's id"));
        Instant from = time("from", order.from());
        Instant until = time("until", order.until());
        requireOrder(from, until);
        long least = order.minAmount() == null ? 0 : order.minAmount();
        long most = order.maxAmount() == null ? Beneficiary.UNBOUNDED : order.maxAmount();
        requireOrder(least, most);
        return new BeneficiaryEngine.Wish(
                userId,
                payee,
                label(order.label()),
                types(order.transactionTypes()),
                least,
                most,
                order.perDay() == null ? Beneficiary.UNBOUNDED : order.perDay(),
                from,
                until);
    }

    private static Beneficiary.Change change(Beneficiary known, BeneficiaryChange wanted) {
        boolean endless = Boolean.TRUE.equals(wanted.endless());
        if (endless && wanted.until() != null) {
            throw Parameters.invalid("endless", "\"endless\" and \"until\" are not both said");
        }
        Beneficiary.Change change = new Beneficiary.Change(
                label(wanted.label()),
                wanted.minAmount(),
                wanted.maxAmount(),
                wanted.perDay(),
                time("until", wanted.until()),
                endless);
        Beneficiary after = known.changed(change, known.coolsFrom());
        requireOrder(after.from(), after.until());
        requireOrder(after.minMinor(), after.maxMinor());
        return change;
    }

    private static void requireOrder(@Nullable Instant from, @Nullable Instant until) {
        if (from != null && until != null && !from.isBefore(until)) {
            throw Parameters.invalid("until", "\"until\" has to be after \"from\"");
        }
    }

    private static void requireOrder(long least, long most) {
        if (least > most) {
            throw Parameters.invalid("maxAmount", "\"maxAmount\" has to be \"minAmount\" at least");
        }
    }

    private static @Nullable Instant time(String field, @Nullable Instant said) {
        if (said != null && (said.isBefore(Instant.EPOCH) || !said.isBefore(Parameters.LATEST))) {
            throw Parameters.invalid(field, "\"" + field + "\" has to be a time such as 2030-01-31T12:00:00Z");
        }
        return said == null ? null : said.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable String label(@Nullable String said) {
        if (said != null && said.isBlank()) {
            throw Parameters.invalid("label", "\"label\" has to be 1 to " + BeneficiaryView.MAX_LABEL + " characters");
        }
        return said;
    }

    private static Set<String> types(@Nullable List<String> said) {
        if (said == null) {
            return Set.of();
        }
        if (said.size() > MOST_TYPES
                || said.stream().anyMatch(type -> !TYPE.matcher(type).matches())) {
            throw Parameters.invalid(
                    "transactionTypes",
                    "\"transactionTypes\" has to be at most " + MOST_TYPES + " names of transaction types");
        }
        return Set.copyOf(said);
    }
}
