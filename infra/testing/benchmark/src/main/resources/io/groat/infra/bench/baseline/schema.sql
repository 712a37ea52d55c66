-- The books of one shard, in the usual design: the same columns, keys, checks and triggers as the engine's, as far as
-- they mean the same. Statements end with a semicolon at the end of a line.

CREATE TABLE accounts (
    id             BINARY(16)  NOT NULL PRIMARY KEY,
    kind           ENUM ('USER', 'CLEARING', 'FUNDING') NOT NULL,
    user_id        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    currency       CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status         ENUM ('OPEN', 'FROZEN', 'CLOSED') NOT NULL,
    posted         BIGINT      NOT NULL,
    held           BIGINT      NOT NULL,
    last_seq       BIGINT      NOT NULL,
    created_at     DATETIME(6) NOT NULL,
    updated_at     DATETIME(6) NOT NULL,
    UNIQUE KEY accounts_owner (user_id, type, currency),
    CONSTRAINT accounts_held CHECK (held >= 0),
    CONSTRAINT accounts_covered CHECK (kind <> 'USER' OR posted >= held),
    CONSTRAINT accounts_closed_empty CHECK (status <> 'CLOSED' OR posted = 0)
);

CREATE TABLE ledger_entries (
    account_id     BINARY(16)  NOT NULL,
    seq            BIGINT      NOT NULL,
    movement_id    BINARY(16)  NOT NULL,
    kind           ENUM ('TRANSFER', 'RETURN', 'OPENING') NOT NULL,
    amount         BIGINT      NOT NULL,
    balance_after  BIGINT      NOT NULL,
    at             DATETIME(6) NOT NULL,
    PRIMARY KEY (account_id, seq),
    CONSTRAINT ledger_entries_amount CHECK (amount <> 0)
);

CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_entries is append-only';

CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ledger_entries is append-only';

CREATE TABLE transfers (
    id              BINARY(16)   NOT NULL PRIMARY KEY,
    idempotency_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payer_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payer_account   BINARY(16)   NOT NULL,
    payee_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    payee_account   BINARY(16)   NULL,
    payer_shard     SMALLINT     NOT NULL,
    payee_shard     SMALLINT     NOT NULL,
    amount          BIGINT       NOT NULL,
    currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status          ENUM ('PENDING', 'COMPLETED', 'FAILED') NOT NULL,
    reason          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at      DATETIME(6)  NOT NULL,
    completed_at    DATETIME(6)  NULL,
    UNIQUE KEY transfers_key (payer_user_id, idempotency_key),
    KEY transfers_payer (payer_user_id, id),
    KEY transfers_payee (payee_user_id, id),
    KEY transfers_status (status, id),
    CONSTRAINT transfers_amount CHECK (amount > 0),
    CONSTRAINT transfers_two_accounts CHECK (payee_account IS NULL OR payee_account <> payer_account),
    CONSTRAINT transfers_end CHECK ((status = 'PENDING') = (completed_at IS NULL)),
    CONSTRAINT transfers_reason CHECK ((status = 'FAILED') = (reason IS NOT NULL))
);

CREATE TABLE inbound_transfers (
    id              BINARY(16)   NOT NULL PRIMARY KEY,
    payer_shard     SMALLINT     NOT NULL,
    payer_account   BINARY(16)   NOT NULL,
    payer_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payee_account   BINARY(16)   NULL,
    payee_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    amount          BIGINT       NOT NULL,
    currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome         ENUM ('CREDITED', 'REFUSED') NOT NULL,
    reason          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at      DATETIME(6)  NOT NULL,
    decided_at      DATETIME(6)  NOT NULL,
    KEY inbound_transfers_payee (payee_user_id, id),
    CONSTRAINT inbound_transfers_amount CHECK (amount > 0),
    CONSTRAINT inbound_transfers_reason CHECK ((outcome = 'REFUSED') = (reason IS NOT NULL))
);

CREATE TABLE outbox_events (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    events          INT          NOT NULL,
    payload         MEDIUMBLOB   NOT NULL,
    created_at      DATETIME(6)  NOT NULL
);
