-- Who the users are. A user's row stands on the user's shard, beside their accounts; what they are found by stands on
-- the shard of the identifier's hash.

CREATE TABLE users (
    id                  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    status              ENUM ('PENDING', 'ACTIVE', 'CLOSED') NOT NULL COMMENT 'PENDING until the phone is proven',
    roles               SET ('user', 'operator', 'analyst', 'admin') NOT NULL,
    full_name           VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    phone               VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'E.164; theirs alone once phone_claim is set',
    phone_claim         BINARY(16)   NULL,
    email               VARCHAR(254) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'theirs alone once email_claim is set',
    email_claim         BINARY(16)   NULL,
    password_hash       VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    password_changed_at DATETIME(6)  NOT NULL,
    totp_secret         VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'encrypted; in force once totp_since is set',
    totp_since          DATETIME(6)  NULL,
    totp_last_step      BIGINT       NOT NULL DEFAULT 0 COMMENT 'the newest time step whose code was used',
    created_at          DATETIME(6)  NOT NULL,
    updated_at          DATETIME(6)  NOT NULL,
    KEY users_created (created_at, id),
    KEY users_status (status, created_at, id),
    CONSTRAINT users_proven CHECK (status <> 'ACTIVE' OR phone_claim IS NOT NULL),
    CONSTRAINT users_email CHECK (email_claim IS NULL OR email IS NOT NULL),
    CONSTRAINT users_totp CHECK (totp_since IS NULL OR totp_secret IS NOT NULL)
) COMMENT = 'Users whose accounts live on this shard. The row says which identifiers are theirs: see identity_claims.';

CREATE TABLE identity_claims (
    id                  BINARY(16)   NOT NULL PRIMARY KEY,
    user_id             VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome             ENUM ('GRANTED', 'VOID') NOT NULL,
    decided_at          DATETIME(6)  NOT NULL
) COMMENT = 'What became of each attempt of a user of this shard to make identifiers theirs, decided once. A row never changes.';

CREATE TABLE identifiers (
    digest              BINARY(32)   NOT NULL PRIMARY KEY COMMENT 'SHA-256 of kind and normalised value',
    kind                ENUM ('PHONE', 'EMAIL') NOT NULL,
    user_id             VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    claim               BINARY(16)   NOT NULL COMMENT 'the attempt under which the row was written',
    state               ENUM ('RESERVED', 'ACTIVE') NOT NULL,
    expires_at          DATETIME(6)  NOT NULL COMMENT 'from when on a RESERVED row may be taken over',
    updated_at          DATETIME(6)  NOT NULL
) COMMENT = 'Where to look for the user of a phone number or e-mail address. Whose it is, that user''s row says.';

CREATE TABLE recovery_codes (
    user_id             VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    digest              BINARY(32)   NOT NULL COMMENT 'SHA-256 of user id and code',
    created_at          DATETIME(6)  NOT NULL,
    used_at             DATETIME(6)  NULL,
    PRIMARY KEY (user_id, digest)
) COMMENT = 'Single-use codes that stand in for a lost second factor.';
