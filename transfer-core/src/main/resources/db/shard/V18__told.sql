-- What events of orders, payouts and disputes need to know: how many attempts to pay were told to have failed, what paid and
-- when it first did, and when a dispute's deadline is to be called to mind.

ALTER TABLE orders
    ADD COLUMN attempts INT NOT NULL DEFAULT 0 COMMENT 'to pay it that have failed and were told';

ALTER TABLE gateway_payments
    ADD COLUMN instrument CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL
        COMMENT 'the card or address that paid; keyed: says nothing without the key',
    ADD COLUMN instrument_seen_at DATETIME(6) NULL COMMENT 'when it first paid for a wallet of that user on this shard',
    ADD KEY gateway_payments_instrument (instrument, seen_at);

ALTER TABLE disputes
    ADD COLUMN remind_at DATETIME(6) NULL COMMENT 'when its deadline is told of next; null for never',
    ADD KEY disputes_remind (remind_at);
