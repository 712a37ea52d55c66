package io.groat.transfer;

/**
 * A transfer from another shard as the payee's shard keeps it, written once with its outcome.
 *
 * @param transfer as the payer's shard wrote it
 */
public record InboundTransfer(Transfer transfer, CreditOutcome outcome) {}
