package io.groat.router.access;

import io.groat.account.Account;
import io.groat.account.AccountRef;
import io.groat.engine.AccountEngine;
import io.groat.engine.TransferRequest;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.web.access.Permit;
import reactor.core.publisher.Mono;

/** Sees to it that a user pays from their own accounts alone: for them there is no other to pay from. */
public final class Payer {

    private final AccountEngine accounts;

    public Payer(AccountEngine accounts) {
        this.accounts = accounts;
    }

    /** The request, if the caller may make it; else fails with ACCOUNT_NOT_FOUND, as for a payer who does not exist. */
    public Mono<TransferRequest> allowed(Permit permit, TransferRequest request) {
        if (!permit.onlyOwn()) {
            return Mono.just(request);
        }
        if (request.payer() instanceof AccountRef.ByUser named) {
            return permit.covers(named.userId()) ? Mono.just(request) : Mono.error(notFound());
        }
        AccountRef.ById named = (AccountRef.ById) request.payer();
        return accounts.find(named.id())
                .map(Account::userId)
                .filter(permit::covers)
                .switchIfEmpty(Mono.error(Payer::notFound))
                .thenReturn(request);
    }

    private static RefusedException notFound() {
        return new RefusedException(Refused.of(Refusal.ACCOUNT_NOT_FOUND, "payer"));
    }
}
