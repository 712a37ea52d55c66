package io.groat.posting;

import io.groat.transfer.CreditOutcome;
import io.groat.transfer.Transfer;

/**
 * A transfer from another shard as the payee's shard keeps it, written once with its outcome.
 *
 * @param transfer as the payer's shard wrote it
 */
public record InboundTransfer(Transfer transfer, CreditOutcome outcome) {}
