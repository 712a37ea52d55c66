package io.groat.router.transfer;

import io.groat.engine.TransferEngine;
import io.groat.engine.TransferRequest;
import io.groat.posting.InitiateAnswer;
import reactor.core.publisher.Mono;

/** The one way by which all calls move money: the engine, with every answer counted. */
public final class Payments {

    private final TransferEngine engine;
    private final TransferMeters meters;

    public Payments(TransferEngine engine, TransferMeters meters) {
        this.engine = engine;
        this.meters = meters;
    }

    /** Moves money. Fails with a RefusedException when the payer's shard can't be asked. */
    public Mono<TransferResult> pay(TransferRequest request) {
        return engine.transfer(request).map(this::counted);
    }

    private TransferResult counted(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.Decided decided) {
            meters.count(decided.transfer(), decided.replayed());
        }
        return TransferResult.of(answer);
    }
}
