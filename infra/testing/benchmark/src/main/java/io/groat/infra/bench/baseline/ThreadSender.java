package io.groat.infra.bench.baseline;

import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.TransferOrder;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A thread a transfer in flight, as in a servlet container. */
final class ThreadSender implements Sender {
    private final BaselineTransfers transfers;
    private final ExecutorService threads;

    ThreadSender(BaselineTransfers transfers, int inFlight) {
        this.transfers = transfers;
        this.threads = Executors.newFixedThreadPool(inFlight);
    }

    @Override
    public void send(TransferOrder order, Ending ending) {
        threads.execute(() -> {
            String trouble;
            try {
                String status = transfers.transfer(order);
                trouble = PayerLegs.COMPLETED.equals(status) ? "" : "a transfer ended " + status;
            } catch (SQLException | RuntimeException e) {
                trouble = e.toString();
            }
            ending.ended(trouble.isEmpty() ? null : trouble);
        });
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
