package io.groat.infra.bench.engine;

import io.groat.account.AccountRef;
import io.groat.engine.TransferEngine;
import io.groat.engine.TransferRequest;
import io.groat.infra.bench.load.Ending;
import io.groat.infra.bench.load.Sender;
import io.groat.infra.bench.load.Traffic;
import io.groat.infra.bench.load.TransferOrder;
import io.groat.money.CurrencyCode;
import io.groat.posting.InitiateAnswer;
import io.groat.rule.TransactionType;
import io.groat.transfer.TransferNote;
import io.groat.transfer.TransferStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Calls the engine. */
final class EngineSender implements Sender {
    private static final CurrencyCode CURRENCY = CurrencyCode.of(Traffic.CURRENCY);

    private final TransferEngine transfers;
    private final List<AccountRef> users;
    private final String type;

    EngineSender(TransferEngine transfers, List<AccountRef> users) {
        this(transfers, users, TransactionType.USUAL);
    }

    /** @param type the transaction type of all transfers */
    EngineSender(TransferEngine transfers, List<AccountRef> users, String type) {
        this.transfers = transfers;
        this.users = users;
        this.type = type;
    }

    @Override
    public void send(TransferOrder order, Ending ending) {
        begin(transfers.transfer(request(order, users, type)), ending);
    }

    /** Begins it, and tells how it ended. */
    static void begin(Mono<InitiateAnswer> movement, Ending ending) {
        movement.subscribe(answer -> ending.ended(trouble(answer)), failure -> ending.ended(failure.toString()));
    }

    static TransferRequest request(TransferOrder order, List<AccountRef> users) {
        return request(order, users, TransactionType.USUAL);
    }

    private static TransferRequest request(TransferOrder order, List<AccountRef> users, String type) {
        return new TransferRequest(
                order.key(),
                users.get(order.payer()),
                users.get(order.payee()),
                order.amountMinor(),
                CURRENCY,
                TransferNote.NONE,
                type);
    }

    private static @Nullable String trouble(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.Decided decided) {
            TransferStatus status = decided.transfer().status();
            return status == TransferStatus.COMPLETED ? null : "a transfer ended " + status;
        }
        return ((InitiateAnswer.TurnedDown) answer).refused().toString();
    }

    @Override
    public void close() {
        // It holds nothing of its own.
    }
}
