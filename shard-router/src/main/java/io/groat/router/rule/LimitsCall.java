package io.groat.router.rule;

import io.groat.engine.AccountEngine;
import io.groat.engine.RuleEngine;
import io.groat.refusal.Refusal;
import io.groat.router.account.AccountFinder;
import io.groat.router.problem.MoneyProblems;
import io.groat.rule.Limit;
import io.groat.rule.LimitHit;
import io.groat.rule.RuleJson;
import io.groat.rule.UsageBook;
import io.groat.rule.WalletType;
import io.groat.web.access.Access;
import io.groat.web.access.Role;
import io.groat.web.access.Scope;
import io.groat.web.http.Answer;
import io.groat.web.http.Page;
import io.groat.web.http.Route;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows how a wallet stands to its limits. */
final class LimitsCall {

    private static final Access READ =
            Access.of(Scope.ACCOUNTS_READ, Role.USER, Role.OPERATOR, Role.ANALYST, Role.ADMIN);

    private final AccountFinder finder;
    private final AccountEngine accounts;
    private final RuleEngine rules;
    private final InstantSource clock;

    LimitsCall(AccountFinder finder, AccountEngine accounts, RuleEngine rules, InstantSource clock) {
        this.finder = finder;
        this.accounts = accounts;
        this.rules = rules;
        this.clock = clock;
    }

    Route route() {
        return Route.get("/v1/accounts/{id}/limits", READ)
                .named("accounts", "getLimits", "How an account stands to the limits of its type")
                .details("An account whose type has no rules has none.")
                .path("id", "The account's id")
                .query()
                .givesPage(StandingView.class)
                .refuses(MoneyProblems.onShards(Refusal.ACCOUNT_NOT_FOUND))
                .by(this::get);
    }

    private Mono<ServerResponse> get(ServerRequest request) {
        return finder.get(request)
                .flatMap(account -> Mono.justOrEmpty(rules.book().walletType(account.type()))
                        .flatMap(type -> standings(account.id(), type))
                        .defaultIfEmpty(List.of()))
                .flatMap(all -> Answer.ok(new Page<>(all, null).json(StandingView.class, one -> one)));
    }

    private Mono<List<StandingView>> standings(UUID account, WalletType type) {
        Instant now = clock.instant();
        return accounts.usages(account, now).map(found -> {
            UsageBook usages = new UsageBook(now);
            found.forEach(usages::know);
            return type.limits().stream()
                    .map(limit -> StandingView.of(type, limit, usages.stand(account, limit, type.zone())))
                    .toList();
        });
    }

    /** One limit. */
    @Doc("A limit, and how much of it is used")
    record StandingView(
            @Doc(example = "daily") String name,

            @Doc(value = WalletTypeView.MEASURES, example = "amount")
            String measure,

            @Doc(value = WalletTypeView.DIRECTIONS, example = "out")
            String direction,

            @Doc(value = "transaction, hour, day, week, month, rolling-24h or rolling-30d", example = "day")
            String window,

            @Amount(least = 0) long max,
            @Amount(least = 0) long used,
            @Amount(least = 0) long left,

            @Doc("When used becomes less; not there where nothing is counted") @LeftOut @Nullable
            Instant resetsAt,

            @Doc(value = "Which movements count; none for all", example = "[\"transfer\"]")
            List<String> transactionTypes,

            @Doc(value = "The rules that it stands in", example = "basic")
            String walletType,

            @Doc("Which text of them") int version) {

        private static StandingView of(WalletType type, Limit limit, LimitHit stand) {
            return new StandingView(
                    limit.name(),
                    RuleJson.word(limit.measure()),
                    RuleJson.word(limit.direction()),
                    limit.window().text(),
                    limit.max(),
                    stand.used(),
                    Math.max(0, limit.max() - stand.used()),
                    stand.resetsAt(),
                    limit.transactionTypes().stream().sorted().toList(),
                    type.name(),
                    type.version());
        }
    }
}
