-- Whom users may pay, where the type of a payment asks for it.

CREATE TABLE beneficiaries (
    user_id           VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payee             VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'a user or an account, as the user named them',
    id                BINARY(16)   NOT NULL,
    version           INT          NOT NULL COMMENT '1, 2, 3 ...: each change one more',
    payee_user_id     VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    payee_account     BINARY(16)   NULL COMMENT 'null where a user was named',
    label             VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    transaction_types VARCHAR(700) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'parted by commas; empty for all',
    min_amount        BIGINT       NOT NULL,
    max_amount        BIGINT       NOT NULL COMMENT '9223372036854775807: no bound',
    per_day           BIGINT       NOT NULL COMMENT '9223372036854775807: no bound',
    valid_from        DATETIME(6)  NULL,
    valid_until       DATETIME(6)  NULL,
    created_at        DATETIME(6)  NOT NULL,
    cools_from        DATETIME(6)  NOT NULL COMMENT 'when it was made, or its bounds were last widened',
    -- Lanes share a row's lock by this key alone. Whoever writes does so in one statement: nobody holds a lane up.
    PRIMARY KEY (user_id, payee),
    UNIQUE KEY beneficiaries_id (id),
    CONSTRAINT beneficiaries_bounds CHECK (min_amount >= 0 AND max_amount >= min_amount AND per_day >= 0),
    CONSTRAINT beneficiaries_time CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until)
) COMMENT = 'Whom users may pay. What was paid them in a day is counted in limit_usage, under the payer''s account.';
