package io.groat.router.account;

import io.groat.account.Account;
import io.groat.account.AccountRef;
import io.groat.account.AccountStatus;
import io.groat.engine.AccountEngine;
import io.groat.engine.ShardGateway;
import io.groat.money.CurrencyCode;
import io.groat.posting.AccountAnswer;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.router.audit.AuditEntry;
import io.groat.router.audit.AuditLog;
import io.groat.router.http.Currencies;
import io.groat.router.problem.MoneyProblems;
import io.groat.shard.ShardKey;
import io.groat.web.access.Access;
import io.groat.web.access.Limit;
import io.groat.web.access.Permit;
import io.groat.web.access.Rate;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Bodies;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Page;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import io.groat.web.json.MinorUnits;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Doc;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens accounts, shows them, changes their status. */
final class AccountCalls {

    /** A user only their own, which the calls see to; so with all rules that name users. */
    static final Access READ = Access.of(Scope.ACCOUNTS_READ, Role.USER, Role.OPERATOR, Role.ANALYST, Role.ADMIN);

    /** A backend may open as many as the shards take. */
    private static final Limit OFTEN = new Limit("accounts", Rate.parse("60/h"), Rate.UNLIMITED, Rate.UNLIMITED, false);

    private static final Access WRITE = Access.of(Scope.ACCOUNTS_WRITE, Role.USER, Role.OPERATOR, Role.ADMIN)
            .limited(OFTEN);
    /** Opening with money that nobody pays, freezing, closing: not for the account's owner. */
    private static final Access KEEP =
            Access.of(Scope.ACCOUNTS_WRITE, Role.OPERATOR, Role.ADMIN).limited(OFTEN);

    private static final Query<Instant> AT = Query.time(
            "at",
            "Shows the balance as of that time, and what of it was held; the status is today's. An account opened later"
                    + " is not found; a time to come gives the balance so far");

    /** A change of an account's status. */
    @Doc("A status to give to an account")
    record StatusChange(@Doc(example = "FROZEN") AccountStatus status) {}

    private final AccountEngine accounts;
    private final AccountFinder finder;
    private final ShardGateway gateway;
    private final Bodies bodies;
    private final AuditLog audit;

    public AccountCalls(
            AccountEngine accounts, AccountFinder finder, ShardGateway gateway, Bodies bodies, AuditLog audit) {
        this.accounts = accounts;
        this.finder = finder;
        this.gateway = gateway;
        this.bodies = bodies;
        this.audit = audit;
    }

    public Routes routes() {
        return Routes.of(
                Route.post("/v1/accounts", WRITE)
                        .named("accounts", "openAccount", "Opens an account")
                        .details("Opening money comes from the shard's funding account, and is for backends to give.")
                        .takes(AccountOpening.class)
                        .gives(201, AccountView.class, "Opened", HeaderField.LOCATION)
                        .refuses(MoneyProblems.onShards(
                                Refusal.UNKNOWN_CURRENCY, Refusal.ACCOUNT_EXISTS, Refusal.CURRENCY_MISMATCH))
                        .refuses(WebProblem.OVERLOADED)
                        .by(bodies, this::open),
                Route.get("/v1/accounts/{id}", READ)
                        .named("accounts", "getAccount", "Shows an account, now or as it stood")
                        .path("id", "The account's id")
                        .query(AT)
                        .gives(200, AccountView.class, "The account")
                        .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                        .by(this::get),
                Route.patch("/v1/accounts/{id}", KEEP)
                        .named("accounts", "changeAccountStatus", "Freezes, reopens or closes an account")
                        .details("OPEN and FROZEN change into each other. Both become CLOSED at a zero balance with no"
                                + " transfers under way; CLOSED is final. A change to the status that the account has"
                                + " already succeeds.")
                        .path("id", "The account's id")
                        .takes(StatusChange.class)
                        .gives(200, AccountView.class, "The account as it is now")
                        .refuses(MoneyProblems.onShards(
                                Refusal.ACCOUNT_NOT_FOUND,
                                Refusal.STATUS_CHANGE_NOT_ALLOWED,
                                Refusal.BALANCE_NOT_ZERO,
                                Refusal.TRANSFERS_IN_FLIGHT))
                        .refuses(WebProblem.OVERLOADED)
                        .by(bodies, this::changeStatus),
                Route.get("/v1/users/{userId}/accounts", READ)
                        .named("accounts", "getAccountsOfUser", "All accounts of a user, by type and currency")
                        .path("userId", "The user; one that nobody has opened an account for has none")
                        .query(AT)
                        .givesPage(AccountView.class)
                        .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                        .by(this::ofUser),
                Route.post("/create_account/{user_id}/{balance}", KEEP)
                        .named("shorthand", "createAccount", "Opens a user's main account")
                        .path("user_id", "The user")
                        .path("balance", "Opening balance in minor units, 0 or more")
                        .query(Currencies.QUERY)
                        .gives(201, AccountView.class, "Opened", HeaderField.LOCATION)
                        .refuses(WebProblem.INVALID_AMOUNT, WebProblem.OVERLOADED)
                        .refuses(MoneyProblems.onShards(Refusal.UNKNOWN_CURRENCY, Refusal.ACCOUNT_EXISTS))
                        .by(this::openShort));
    }

    private Mono<ServerResponse> open(ServerRequest request, Mono<AccountOpening> body) {
        Permit permit = Permit.of(request);
        return body.flatMap(opening -> {
            CurrencyCode currency = opening.money();
            requireOwn(permit, opening);
            return opened(opening.userId(), opening.typeOrMain(), currency, opening.openingBalanceMinor());
        });
    }

    /** A user opens wallets of their own, and empty ones: opening money is paid by nobody. */
    private static void requireOwn(Permit permit, AccountOpening opening) {
        if (!permit.covers(opening.userId())) {
            throw new ProblemException(WebProblem.FORBIDDEN, "userId", "You can open accounts of your own alone");
        }
        if (permit.onlyOwn() && opening.openingBalanceMinor() > 0) {
            throw new ProblemException(
                    WebProblem.FORBIDDEN, "openingBalance", "An account of your own begins with nothing in it");
        }
    }

    private Mono<ServerResponse> openShort(ServerRequest request) {
        String userId = request.pathVariable("user_id");
        AccountOpening.requireUserId("user_id", userId);
        long balanceMinor = MinorUnits.parse("balance", request.pathVariable("balance"), 0);
        CurrencyCode currency = Currencies.get(Currencies.asked(request));
        return opened(userId, AccountRef.MAIN, currency, balanceMinor);
    }

    private Mono<ServerResponse> opened(String userId, String type, CurrencyCode currency, long openingBalanceMinor) {
        return accounts.open(userId, type, currency, openingBalanceMinor)
                .map(AccountCalls::done)
                .flatMap(account -> Answer.of(
                        201,
                        headers -> headers.setLocation(URI.create("/v1/accounts/" + account.id())),
                        AccountView.of(account, shardOf(account))));
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        Instant at = AT.of(request);
        return finder.get(request)
                .flatMap(account -> at == null ? Mono.just(account) : at(account, at))
                .flatMap(this::ok);
    }

    private Mono<ServerResponse> ofUser(ServerRequest request) {
        Instant at = AT.of(request);
        String userId = request.pathVariable("userId");
        AccountOpening.requireUserId("userId", userId);
        if (!Permit.of(request).covers(userId)) {
            return Mono.error(new RefusedException(Refused.of(Refusal.ACCOUNT_NOT_FOUND, "userId")));
        }
        return accounts.ofUser(userId)
                .flatMap(all -> at == null ? Mono.just(all) : thoseAt(all, at))
                .flatMap(all -> Answer.ok(new Page<>(all, null)
                        .json(AccountView.class, account -> AccountView.of(account, shardOf(account)))));
    }

    private Mono<ServerResponse> changeStatus(ServerRequest request, Mono<StatusChange> body) {
        UUID id = finder.id(request);
        return body.flatMap(change -> accounts.changeStatus(id, change.status()))
                .map(AccountCalls::done)
                .flatMap(account -> audit.tryAppend(
                                AuditEntry.done(request.exchange(), "ACCOUNT_STATUS_SET", account.userId())
                                        .on("account:" + account.id())
                                        .saying(account.status().name()))
                        .then(ok(account)));
    }

    /** An account that was not open then was not there. */
    private Mono<Account> at(Account account, Instant at) {
        if (at.isBefore(account.createdAt())) {
            return Mono.error(new RefusedException(
                    Refused.of(Refusal.ACCOUNT_NOT_FOUND, "at", "The account was opened at " + account.createdAt())));
        }
        return accounts.at(account, at);
    }

    private Mono<List<Account>> thoseAt(List<Account> all, Instant at) {
        return Flux.fromIterable(all)
                .filter(account -> !at.isBefore(account.createdAt()))
                .concatMap(account -> at(account, at))
                .collectList();
    }

    private Mono<ServerResponse> ok(Account account) {
        return Answer.ok(AccountView.of(account, shardOf(account)));
    }

    private int shardOf(Account account) {
        return gateway.shardOf(ShardKey.ofId(account.id()));
    }

    private static Account done(AccountAnswer answer) {
        if (answer instanceof AccountAnswer.Done done) {
            return done.account();
        }
        throw new RefusedException(((AccountAnswer.TurnedDown) answer).refused());
    }
}
