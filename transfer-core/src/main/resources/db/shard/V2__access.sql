-- Who may call, and what those who did have done. An API key's row stands on the shard of its id's hash; an audit row on
-- the shard of the user whom it is about, else of the hash of whoever acted.

CREATE TABLE api_keys (
    id             CHAR(16)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    name           VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    secret_hash    BINARY(32)   NOT NULL COMMENT 'SHA-256 of 256 bits of chance, which nobody can guess back',
    roles          VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'parted by spaces',
    scopes         VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'parted by spaces; empty for all that the roles may',
    created_by     VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at     DATETIME(6)  NOT NULL,
    expires_at     DATETIME(6)  NULL,
    revoked_at     DATETIME(6)  NULL,
    last_used_at   DATETIME(6)  NULL COMMENT 'to the minute'
) COMMENT = 'API keys. A revoked one stays, so that it cannot come back.';

CREATE TABLE audit_head (
    only_row       TINYINT      NOT NULL PRIMARY KEY DEFAULT 1,
    seq            BIGINT       NOT NULL,
    at             DATETIME(6)  NOT NULL,
    hash           BINARY(32)   NOT NULL,
    CONSTRAINT audit_head_one CHECK (only_row = 1)
) COMMENT = 'The end of this shard''s chain. Locked by each append, so that rows follow each other one by one.';
INSERT INTO audit_head (only_row, seq, at, hash) VALUES (1, 0, '2000-01-01 00:00:00', 0x0000000000000000000000000000000000000000000000000000000000000000);

CREATE TABLE audit_log (
    seq            BIGINT       NOT NULL PRIMARY KEY COMMENT '1, 2, 3 ... without a gap',
    at             DATETIME(6)  NOT NULL COMMENT 'never before the row before',
    actor          VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'user:…, api_key:…, service:…, system:…, or anonymous',
    action         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    user_id        VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'whom it is about',
    target         VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what was acted on',
    source         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'address it came from',
    outcome        ENUM ('DONE', 'REFUSED', 'FAILED') NOT NULL,
    detail         VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'no secret and no personal data',
    hash           BINARY(32)   NOT NULL COMMENT 'SHA-256 of the hash of the row before and of all columns',
    KEY audit_log_at (at),
    KEY audit_log_user (user_id, seq)
) COMMENT = 'What was done by whom, append-only, each row chained to the one before: whoever changes one breaks the chain.';

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append-only';

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log FOR EACH ROW
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'audit_log is append-only';
