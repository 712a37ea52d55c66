package io.groat.router.transfer;

import io.groat.engine.TransferEngine;
import io.groat.engine.TransferRequest;
import io.groat.router.access.Payer;
import io.groat.web.access.Permit;
import io.groat.web.limit.RateLimiter;
import io.groat.web.trace.Traces;
import reactor.core.publisher.Mono;

/** The one way by which all calls move money: the engine, with every answer counted. */
public final class Payments {

    private final Payer payer;
    private final RateLimiter limiter;
    private final TransferEngine engine;
    private final TransferMeters meters;

    public Payments(Payer payer, RateLimiter limiter, TransferEngine engine, TransferMeters meters) {
        this.payer = payer;
        this.limiter = limiter;
        this.engine = engine;
        this.meters = meters;
    }

    /**
     * Moves money. Fails with a RefusedException when the payer's shard can't be asked, or the payer is not there for
     * the caller.
     */
    public Mono<TransferResult> pay(Permit permit, TransferRequest request) {
        return permit.onlyOwn() ? payer.allowed(permit, request).flatMap(this::pay) : pay(request);
    }

    /** As {@link #pay}, for one of many in a call, of which each counts as often as one that comes alone. */
    public Mono<TransferResult> payAmongOthers(Permit permit, TransferRequest request) {
        return permit.onlyOwn()
                ? limiter.require(permit.caller(), TransferCall.OFTEN).then(Mono.defer(() -> pay(permit, request)))
                : pay(request);
    }

    private Mono<TransferResult> pay(TransferRequest request) {
        return Traces.with(trace -> engine.transfer(request.in(trace))).map(meters::counted);
    }
}
