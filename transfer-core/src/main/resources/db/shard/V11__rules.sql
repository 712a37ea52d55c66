-- Rules of money: what wallets may do and what kinds of payment cost. Every shard has them all.

CREATE TABLE rules (
    kind            VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name            VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version         INT          NOT NULL COMMENT '1, 2, 3 ...; the highest is in force',
    body            MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'a JSON object, as text',
    created_at      DATETIME(6)  NOT NULL,
    created_by      VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (kind, name, version),
    CONSTRAINT rules_version CHECK (version > 0)
) COMMENT = 'Wallet types and transaction types, each version a row that never changes.';

CREATE TABLE limit_usage (
    account_id      BINARY(16)   NOT NULL,
    ends_at         DATETIME(6)  NOT NULL COMMENT 'from when on it counts no more',
    limit_name      VARCHAR(32)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    starts_at       DATETIME(6)  NOT NULL,
    amount          BIGINT       NOT NULL,
    movements       BIGINT       NOT NULL,
    PRIMARY KEY (account_id, ends_at, limit_name, starts_at),
    KEY limit_usage_ended (ends_at),
    CONSTRAINT limit_usage_counts CHECK (amount >= 0 AND movements >= 0)
) COMMENT = 'How much of a wallet''s limits was used in each period. Written only by posting lanes, under the account''s lock.';

-- What a movement was judged by and what it cost; a router of the release before makes movements without rules.
ALTER TABLE transfers
    ADD COLUMN fee   BIGINT NOT NULL DEFAULT 0 COMMENT 'what the payer pays beside the amount',
    ADD COLUMN terms VARCHAR(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a JSON object, as text; null: no rules, no fees';
ALTER TABLE inbound_transfers
    ADD COLUMN terms VARCHAR(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a JSON object, as text; null: no rules, no fees';
ALTER TABLE holds
    ADD COLUMN terms      VARCHAR(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a JSON object, as text; null: no rules',
    ADD COLUMN counted_at DATETIME(6)   NULL COMMENT 'when limits counted it; null: when it was made';

ALTER TABLE refund_totals
    ADD COLUMN payers_fee BIGINT NOT NULL DEFAULT 0 COMMENT 'what was given back of the fee that its payer paid, on its way too',
    ADD COLUMN payees_fee BIGINT NOT NULL DEFAULT 0 COMMENT 'the same of its payee''s',
    ADD CONSTRAINT refund_totals_fees CHECK (payers_fee >= 0 AND payees_fee >= 0);

ALTER TABLE ledger_entries
    MODIFY COLUMN kind ENUM ('TRANSFER', 'RETURN', 'OPENING', 'FEE', 'FEE_RETURN') NOT NULL;

-- A wallet may go below zero by as much as its type allowed when it last did.
ALTER TABLE accounts
    ADD COLUMN credit BIGINT NOT NULL DEFAULT 0,
    DROP CHECK accounts_covered,
    ADD CONSTRAINT accounts_covered CHECK (kind <> 'USER' OR posted >= held - credit),
    ADD CONSTRAINT accounts_credit CHECK (credit >= 0);
