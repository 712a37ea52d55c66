package io.groat.router.account;

import io.groat.account.Account;
import io.groat.engine.AccountEngine;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.shard.SlottedId;
import io.groat.web.access.Permit;
import io.groat.web.http.Parameters;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Finds the account that a path names by its id. */
public final class AccountFinder {

    private final AccountEngine accounts;

    public AccountFinder(AccountEngine accounts) {
        this.accounts = accounts;
    }

    /** The account; ACCOUNT_NOT_FOUND when there is none, or none for that caller. */
    public Mono<Account> get(ServerRequest request) {
        UUID id = id(request);
        Permit permit = Permit.of(request);
        return accounts.find(id)
                .filter(account -> permit.covers(account.userId()))
                .switchIfEmpty(Mono.error(AccountFinder::notFound));
    }

    /** The id; ACCOUNT_NOT_FOUND when it can't be an account's. */
    UUID id(ServerRequest request) {
        return Parameters.id(request, "id")
                .filter(id -> SlottedId.is(SlottedId.Kind.ACCOUNT, id))
                .orElseThrow(AccountFinder::notFound);
    }

    private static RefusedException notFound() {
        return new RefusedException(Refused.of(Refusal.ACCOUNT_NOT_FOUND, "id"));
    }
}
