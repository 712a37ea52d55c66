-- How much accounts had held, from when on: reserving makes no entry in the ledger, which tells balances of the past.
CREATE TABLE held_history (
    account_id BINARY(16)  NOT NULL,
    at         DATETIME(6) NOT NULL COMMENT 'from when on',
    held       BIGINT      NOT NULL,
    PRIMARY KEY (account_id, at),
    CONSTRAINT held_history_held CHECK (held >= 0)
) COMMENT = 'What accounts had held over time. Written only by posting lanes, in the transaction that changes it.';

-- Of the time before, what is held now is all that is known.
INSERT INTO held_history (account_id, at, held) SELECT id, updated_at, held FROM accounts WHERE held > 0;
