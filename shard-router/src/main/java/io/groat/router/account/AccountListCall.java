package io.groat.router.account;

import io.groat.account.Account;
import io.groat.account.AccountFilter;
import io.groat.account.AccountStatus;
import io.groat.account.UserIds;
import io.groat.db.Stretch;
import io.groat.engine.AccountEngine;
import io.groat.engine.ShardGateway;
import io.groat.money.CurrencyCode;
import io.groat.router.problem.MoneyProblems;
import io.groat.shard.ShardKey;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Cursor;
import io.groat.web.http.Filters;
import io.groat.web.http.Page;
import io.groat.web.http.Parameters;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows the accounts of all users, to those who look after them. A user's own are a call of their own. */
final class AccountListCall {

    private static final Access ALL = Access.of(Scope.ACCOUNTS_READ, Role.OPERATOR, Role.ANALYST, Role.ADMIN);

    private static final Query<String> USER =
            Query.text("userId", "Only this user's").checked(UserIds::isUserId, "is not a user's id");
    private static final Query<String> TYPE =
            Query.matching("type", "Only those of that type", AccountOpening.TYPE, AccountOpening.TYPE_SAYS);
    private static final Query<CurrencyCode> CURRENCY = Query.text("currency", "Only those in that currency, ISO 4217")
            .checked(code -> CurrencyCode.find(code).isPresent(), "has to be a currency of ISO 4217, such as EUR")
            .as(CurrencyCode::of);
    private static final Query<AccountStatus> STATUS = Query.oneOf(
            "status",
            "Only those of that status",
            AccountStatus.class,
            "has to be one of " + List.of(AccountStatus.values()));
    private static final String AMOUNT = "has to be a whole number of minor units, below zero or not";
    private static final Query<Long> MIN_BALANCE = Query.whole(
            "minBalance", "Only those with at least that much posted, in minor units of `currency`", AMOUNT);
    private static final Query<Long> MAX_BALANCE =
            Query.whole("maxBalance", "Only those with at most that much posted, in minor units of `currency`", AMOUNT);
    private static final Filters FILTERS = Filters.of(USER, TYPE, CURRENCY, STATUS, MIN_BALANCE, MAX_BALANCE);

    private static final char CURSORS = 'C';

    private final AccountEngine accounts;
    private final ShardGateway gateway;

    AccountListCall(AccountEngine accounts, ShardGateway gateway) {
        this.accounts = accounts;
        this.gateway = gateway;
    }

    Route route() {
        return Route.get("/v1/accounts", ALL)
                .named("accounts", "getAccounts", "Users' accounts, newest first")
                .details(
                        "Answers once all shards do; with `userId`, once that user's does. A balance is asked for with its"
                                + " `currency`, in whose minor units it is. Only some thousand accounts of each shard are looked at"
                                + " for a page, so it may hold fewer than asked for, even none, and yet have a `next`: go on until"
                                + " that is null. A cursor goes on by the filters of its page; with others it is refused.")
                .query(FILTERS.with(Query.LIMIT, Query.CURSOR))
                .givesPage(AccountView.class)
                .refuses(WebProblem.MISSING_FIELD)
                .refuses(MoneyProblems.onShards())
                .by(this::page);
    }

    private Mono<ServerResponse> page(ServerRequest request) {
        int limit = Parameters.limit(request);
        AccountFilter filter = filter(request);
        Cursor cursor = Cursor.of(request, CURSORS, FILTERS);
        return accounts.page(filter, cursor == null ? null : cursor.id(), limit)
                .map(found -> new Page<>(found.found(), next(found, request)))
                .flatMap(page -> Answer.ok(page.json(AccountView.class, this::view)));
    }

    private static AccountFilter filter(ServerRequest request) {
        CurrencyCode currency = CURRENCY.of(request);
        Long least = MIN_BALANCE.of(request);
        Long most = MAX_BALANCE.of(request);
        if (currency == null && (least != null || most != null)) {
            throw new ProblemException(
                    WebProblem.MISSING_FIELD,
                    CURRENCY.name(),
                    "A balance is in minor units of a currency, so \"currency\" has to be there");
        }
        if (least != null && most != null && least > most) {
            throw Parameters.invalid(MIN_BALANCE.name(), "\"minBalance\" may not be more than \"maxBalance\"");
        }
        return new AccountFilter(USER.of(request), TYPE.of(request), currency, STATUS.of(request), least, most);
    }

    private static @Nullable Cursor next(Stretch<Account, UUID> page, ServerRequest request) {
        UUID end = page.end();
        return end == null ? null : new Cursor(CURSORS, end, FILTERS.digest(request));
    }

    private AccountView view(Account account) {
        return AccountView.of(account, gateway.shardOf(ShardKey.ofId(account.id())));
    }
}
