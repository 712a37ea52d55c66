package io.groat.infra.bench.engine;

import io.groat.engine.RefundEngine;
import io.groat.engine.RefundRequest;
import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.Originals;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.TransferOrder;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferKind;
import io.groat.transfer.TransferNote;
import java.util.List;

/** Gives back a part of one transfer after the other. */
final class RefundSender implements Sender {
    private final RefundEngine refunds;
    private final List<Transfer> originals;

    RefundSender(RefundEngine refunds, List<Transfer> originals) {
        this.refunds = refunds;
        this.originals = originals;
    }

    @Override
    public void send(TransferOrder order, Ending ending) {
        Transfer original = Originals.of(originals, order);
        RefundRequest part = new RefundRequest(order.key(), Originals.PART, TransferKind.REFUND, TransferNote.NONE);
        EngineSender.begin(refunds.refund(original, part), ending);
    }

    @Override
    public void close() {
        // It holds nothing of its own.
    }
}
