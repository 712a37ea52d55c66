-- Money that is reserved for a payee. Beside it stand held transfers, whose reserve is the risk gate's.

CREATE TABLE holds (
    id              BINARY(16)   NOT NULL PRIMARY KEY,
    idempotency_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payer_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payer_account   BINARY(16)   NOT NULL,
    payer_named     ENUM ('USER', 'ACCOUNT') NOT NULL COMMENT 'how the request named the payer',
    payee_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    payee_account   BINARY(16)   NULL COMMENT 'null where the payee''s shard was away when it was made',
    payee_ref       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the payee as the request named it',
    payer_shard     SMALLINT     NOT NULL,
    payee_shard     SMALLINT     NOT NULL,
    asked           BIGINT       NOT NULL COMMENT 'what the request asked for',
    amount          BIGINT       NOT NULL COMMENT 'authorised, increments among it',
    captured        BIGINT       NOT NULL,
    released        BIGINT       NOT NULL,
    currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reference       VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    description     VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    metadata        VARCHAR(4096) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'a JSON object, as text',
    status          VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why it was declined',
    expires_at      DATETIME(6)  NOT NULL,
    reminded        TINYINT      NOT NULL COMMENT 'whether both sides were told that it will soon expire',
    created_at      DATETIME(6)  NOT NULL,
    ended_at        DATETIME(6)  NULL,
    traceparent     VARCHAR(55)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    UNIQUE KEY holds_key (payer_user_id, idempotency_key),
    KEY holds_payer (payer_user_id, id),
    KEY holds_payee (payee_user_id, id),
    KEY holds_account (payer_account, ended_at),
    KEY holds_open (ended_at, expires_at, id),
    CONSTRAINT holds_amount CHECK (asked > 0 AND amount >= asked),
    CONSTRAINT holds_cap CHECK (captured >= 0 AND released >= 0 AND captured <= amount - released),
    CONSTRAINT holds_end CHECK (ended_at IS NULL OR captured + released = amount)
) COMMENT = 'Holds whose payer lives here. Amount less captured and released is part of what the account has held.';

CREATE TABLE hold_increments (
    hold_id         BINARY(16)   NOT NULL,
    idempotency_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount          BIGINT       NOT NULL,
    at              DATETIME(6)  NOT NULL,
    PRIMARY KEY (hold_id, idempotency_key),
    CONSTRAINT hold_increments_amount CHECK (amount > 0)
) COMMENT = 'By how much holds were increased, with the keys that make each happen once.';
