-- A deposit's key belongs to its payee, while its payer is a source that all payees share: the key is kept with the
-- payee's id before it.
ALTER TABLE transfers
    MODIFY COLUMN idempotency_key VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL;

-- How much of a movement was given back, on its payee's shard. A movement of which nothing was has no row.
CREATE TABLE refund_totals (
    movement_id    BINARY(16)  NOT NULL PRIMARY KEY COMMENT 'the movement that is given back',
    original       BIGINT      NOT NULL COMMENT 'what it moved',
    refunded       BIGINT      NOT NULL COMMENT 'what has arrived at its payer again',
    pending        BIGINT      NOT NULL COMMENT 'what is on its way there',
    CONSTRAINT refund_totals_cap CHECK (refunded >= 0 AND pending >= 0 AND refunded <= original - pending)
) COMMENT = 'Caps of refunds. Written only by posting lanes, in the transaction that moves the money.';
