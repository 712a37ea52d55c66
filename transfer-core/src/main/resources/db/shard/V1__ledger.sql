-- The books of one shard. Times are UTC, amounts whole minor units of the row's currency.
-- Ids are UUIDs in 16 bytes: SELECT BIN_TO_UUID(id) shows them.

CREATE TABLE shard_identity (
    only_row       TINYINT     NOT NULL PRIMARY KEY DEFAULT 1,
    shard          SMALLINT    NOT NULL,
    CONSTRAINT shard_identity_one CHECK (only_row = 1)
) COMMENT = 'Which shard this database is. A router refuses a database that is another shard than configured.';

CREATE TABLE shard_map (
    version        INT         NOT NULL,
    slot           SMALLINT    NOT NULL,
    shard          SMALLINT    NOT NULL,
    PRIMARY KEY (version, slot),
    CONSTRAINT shard_map_slot CHECK (slot BETWEEN 0 AND 4095)
) COMMENT = 'Which shard holds each of the 4096 slots that user ids hash into. The highest version is in force; every shard holds the same rows.';

CREATE TABLE accounts (
    id             BINARY(16)  NOT NULL PRIMARY KEY,
    kind           ENUM ('USER', 'CLEARING', 'FUNDING', 'FEES') NOT NULL,
    user_id        VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'owner; empty for the shard''s own accounts',
    type           VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    currency       CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status         ENUM ('OPEN', 'FROZEN', 'CLOSED') NOT NULL,
    posted         BIGINT      NOT NULL COMMENT 'sum of the account''s entries',
    held           BIGINT      NOT NULL COMMENT 'part of posted that is reserved',
    last_seq       BIGINT      NOT NULL COMMENT 'number of the account''s entries',
    created_at     DATETIME(6) NOT NULL,
    updated_at     DATETIME(6) NOT NULL,
    UNIQUE KEY accounts_owner (user_id, type, currency),
    CONSTRAINT accounts_held CHECK (held >= 0),
    CONSTRAINT accounts_covered CHECK (kind <> 'USER' OR posted >= held),
    CONSTRAINT accounts_closed_empty CHECK (status <> 'CLOSED' OR posted = 0)
) COMMENT = 'One row an account, with its balance. Written only by posting lanes, under a row lock.';

CREATE TABLE ledger_entries (
    account_id     BINARY(16)  NOT NULL,
    seq            BIGINT      NOT NULL COMMENT '1, 2, 3 ... in each account, without a gap',
    movement_id    BINARY(16)  NOT NULL COMMENT 'the transfer; for OPENING an id of its own',
    kind           ENUM ('TRANSFER', 'RETURN', 'OPENING') NOT NULL,
    amount         BIGINT      NOT NULL COMMENT 'above zero: the account gains; below: it loses',
    balance_after  BIGINT      NOT NULL,
    at             DATETIME(6) NOT NULL COMMENT 'never before the account''s previous entry',
    PRIMARY KEY (account_id, seq),
    CONSTRAINT ledger_entries_amount CHECK (amount <> 0)
) COMMENT = 'Double entry, append-only: the entries of a movement sum to zero on this shard. Clustered by account, so a statement is one range read.';

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
    payee_account   BINARY(16)   NULL COMMENT 'null until the payee''s shard has said which account it is',
    payer_named     ENUM ('USER', 'ACCOUNT') NOT NULL COMMENT 'how the request named the payer',
    payee_ref       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the payee as the request named it',
    payer_shard     SMALLINT     NOT NULL,
    payee_shard     SMALLINT     NOT NULL,
    amount          BIGINT       NOT NULL,
    currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reference       VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    description     VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    metadata        VARCHAR(4096) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a JSON object, as text',
    status          ENUM ('HELD', 'PENDING', 'COMPLETED', 'FAILED', 'CANCELLED') NOT NULL,
    reason          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why it is FAILED',
    created_at      DATETIME(6)  NOT NULL,
    completed_at    DATETIME(6)  NULL COMMENT 'when the end was decided',
    UNIQUE KEY transfers_key (payer_user_id, idempotency_key),
    KEY transfers_payer (payer_user_id, id),
    KEY transfers_payee (payee_user_id, id),
    KEY transfers_status (status, id),
    CONSTRAINT transfers_amount CHECK (amount > 0),
    CONSTRAINT transfers_two_accounts CHECK (payee_account IS NULL OR payee_account <> payer_account),
    CONSTRAINT transfers_end CHECK ((status IN ('HELD', 'PENDING')) = (completed_at IS NULL)),
    CONSTRAINT transfers_reason CHECK ((status = 'FAILED') = (reason IS NOT NULL))
) COMMENT = 'Transfers whose payer lives here, with the key that makes each happen once.';

CREATE TABLE inbound_transfers (
    id              BINARY(16)   NOT NULL PRIMARY KEY COMMENT 'the transfer''s id',
    payer_shard     SMALLINT     NOT NULL,
    payer_account   BINARY(16)   NOT NULL,
    payer_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payer_named     ENUM ('USER', 'ACCOUNT') NOT NULL,
    payee_account   BINARY(16)   NULL,
    payee_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    payee_ref       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount          BIGINT       NOT NULL,
    currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reference       VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    description     VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    metadata        VARCHAR(4096) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    outcome         ENUM ('CREDITED', 'REFUSED') NOT NULL,
    reason          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why it was refused',
    created_at      DATETIME(6)  NOT NULL COMMENT 'when the payer''s shard debited',
    decided_at      DATETIME(6)  NOT NULL,
    KEY inbound_transfers_payee (payee_user_id, id),
    CONSTRAINT inbound_transfers_amount CHECK (amount > 0),
    CONSTRAINT inbound_transfers_reason CHECK ((outcome = 'REFUSED') = (reason IS NOT NULL))
) COMMENT = 'Transfers from other shards and what this shard decided about each: the commit point. A row never changes.';

CREATE TABLE outbox_events (
    id              BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
    events          INT          NOT NULL COMMENT 'how many events the payload holds',
    payload         MEDIUMBLOB   NOT NULL COMMENT 'the events of one committed batch, two lines each: headers, JSON body',
    created_at      DATETIME(6)  NOT NULL
) COMMENT = 'Events on their way to Kafka, written with the money they tell of, deleted once Kafka has them.';

CREATE TABLE relay_lease (
    only_row        TINYINT      NOT NULL PRIMARY KEY DEFAULT 1,
    owner           VARCHAR(64)  NOT NULL,
    expires_at      DATETIME(6)  NOT NULL,
    CONSTRAINT relay_lease_one CHECK (only_row = 1)
) COMMENT = 'Which router sends this shard''s outbox at present.';
INSERT INTO relay_lease (only_row, owner, expires_at) VALUES (1, '', '2000-01-01 00:00:00');
