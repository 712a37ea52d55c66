package io.groat.engine;

import io.groat.posting.InitiateAnswer;
import io.groat.saga.TransferDrive;
import io.groat.shard.ShardKey;
import io.groat.transfer.Transfer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Mono;

/** Waits for what the payee's shard decides, as long as it is worth waiting for. */
final class Decisions {

    /** A lane that has committed nothing for so long is taken to stand still. */
    private static final Duration COMES_ON = Duration.ofMillis(1500);

    /** How often that is looked at once the decision limit is over, and for how long a caller is kept at most. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private static final int MORE_STEPS = 8;

    private final ShardGateway gateway;
    private final TransferDrive drive;
    private final Duration limit;

    Decisions(ShardGateway gateway, EngineSettings settings) {
        this.gateway = gateway;
        this.drive = new TransferDrive(gateway);
        this.limit = settings.decisionLimit();
    }

    /** Drives what a first leg began to its decision; as PENDING it is given where that does not come. */
    Mono<InitiateAnswer> driven(InitiateAnswer answer) {
        if (!(answer instanceof InitiateAnswer.Decided decided)
                || decided.transfer().status().isFinal()) {
            return Mono.just(answer);
        }
        Transfer begun = decided.transfer();
        return Mono.deferContextual(context -> {
                    CompletableFuture<Transfer> decision =
                            drive.toDecision(begun).contextWrite(context).toFuture();
                    return await(decision, ShardKey.ofShard(begun.payeeShard()), limit, MORE_STEPS);
                })
                .onErrorReturn(begun)
                .map(transfer -> new InitiateAnswer.Decided(transfer, decided.replayed()));
    }

    /** PENDING is for a payee's shard that is away. One that is busy comes on, and the end is worth waiting for. */
    private Mono<Transfer> await(CompletableFuture<Transfer> decision, ShardKey payeeShard, Duration limit, int steps) {
        return Mono.fromFuture(decision, true)
                .timeout(
                        limit,
                        Mono.defer(() -> steps > 0
                                        && gateway.reachable(payeeShard)
                                        && gateway.committedWithin(payeeShard, COMES_ON)
                                ? await(decision, payeeShard, STEP, steps - 1)
                                : Mono.error(new TimeoutException("the payee's shard does not decide"))));
    }
}
