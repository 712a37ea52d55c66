package io.groat.engine;

import io.groat.account.AccountIdentity;
import io.groat.posting.Verdict;
import reactor.core.publisher.Mono;

/** What is asked before money moves. */
public interface RiskGate {

    /** Lets everything pass. */
    RiskGate OPEN = (request, payer) -> Mono.just(Verdict.PASS);

    /** Says what to do with a transfer, within milliseconds and whatever is down; never fails, never empty. */
    Mono<Verdict> verdict(TransferRequest request, AccountIdentity payer);
}
