package io.groat.router.transfer;

import io.groat.posting.InitiateAnswer;
import io.groat.router.problem.MoneyProblems;
import io.groat.transfer.Transfer;
import io.groat.transfer.TransferStatus;
import io.groat.web.problem.Problem;

/** What a request to move money came to, as its sender is told. */
public sealed interface TransferResult {

    /**
     * The transfer stands: it has ended well, or will end.
     *
     * @param replayed whether an earlier request made it
     */
    record Accepted(Transfer transfer, boolean replayed) implements TransferResult {}

    /** No money moved. */
    record Rejected(Problem problem, boolean replayed) implements TransferResult {}

    static TransferResult of(InitiateAnswer answer) {
        if (answer instanceof InitiateAnswer.Decided decided) {
            Transfer transfer = decided.transfer();
            return transfer.reason() == null
                    ? new Accepted(transfer, decided.replayed())
                    : new Rejected(
                            MoneyProblems.of(
                                    transfer.reason(),
                                    transfer.id(),
                                    transfer.terms().hit()),
                            decided.replayed());
        }
        return rejected(MoneyProblems.of(((InitiateAnswer.TurnedDown) answer).refused()));
    }

    static TransferResult rejected(Problem problem) {
        return new Rejected(problem, false);
    }

    /** Whether it is the end, and no shard that is away was waited for. */
    static boolean isDecided(TransferResult result) {
        return !(result instanceof Accepted accepted) || !isUnderWay(accepted.transfer());
    }

    /** Whether the transfer has still to end. */
    static boolean isUnderWay(Transfer transfer) {
        return transfer.status() == TransferStatus.PENDING || transfer.status() == TransferStatus.HELD;
    }
}
