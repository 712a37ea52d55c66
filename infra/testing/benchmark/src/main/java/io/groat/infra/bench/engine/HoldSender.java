package io.groat.infra.bench.engine;

import io.groat.account.AccountRef;
import io.groat.engine.CaptureRequest;
import io.groat.engine.HoldEngine;
import io.groat.engine.HoldRequest;
import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.LoadException;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.TransferOrder;
import io.groat.posting.HoldAnswer;
import io.groat.transfer.TransferNote;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;

/** Reserves, and takes all that is reserved. */
final class HoldSender implements Sender {
    private static final Duration LASTS = Duration.ofDays(7);

    private final HoldEngine holds;
    private final List<AccountRef> users;

    HoldSender(HoldEngine holds, List<AccountRef> users) {
        this.holds = holds;
        this.users = users;
    }

    @Override
    public void send(TransferOrder order, Ending ending) {
        CaptureRequest capture = new CaptureRequest("all", null, true, TransferNote.NONE);
        EngineSender.begin(
                holds.authorize(new HoldRequest(EngineSender.request(order, users), null, LASTS))
                        .flatMap(answer -> answer instanceof HoldAnswer.Stands stands
                                ? holds.capture(stands.hold(), capture)
                                : Mono.error(new LoadException("a hold was turned down: " + answer))),
                ending);
    }

    @Override
    public void close() {
        // It holds nothing of its own.
    }
}
