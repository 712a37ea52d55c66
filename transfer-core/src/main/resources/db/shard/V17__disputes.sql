-- Payments that payers' banks want back.

CREATE TABLE disputes (
    id            BINARY(16)  NOT NULL COMMENT 'its order''s slot is in it',
    version       INT         NOT NULL COMMENT '1, 2, 3 ...: each change one more',
    gateway       VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider_id   VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the gateway calls it',
    order_id      BINARY(16)  NOT NULL COMMENT 'whose payment is wanted back',
    payment_id    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the gateway calls that payment',
    payee_user_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount        BIGINT      NOT NULL COMMENT 'minor units: what is wanted back',
    currency      CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason        VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'in the gateway''s words',
    status        VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    respond_by    DATETIME(6) NULL COMMENT 'until when an answer is taken',
    taken_from    VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'PAYEE, SUSPENSE or NOBODY; null while nothing moved',
    taken         BIGINT      NOT NULL COMMENT 'minor units: what has moved out',
    movement_id   BINARY(16)  NULL COMMENT 'by which it has moved out',
    back_id       BINARY(16)  NULL COMMENT 'by which it is back',
    created_at    DATETIME(6) NOT NULL,
    look_at       DATETIME(6) NULL COMMENT 'when the gateway is asked of it next; null for never',
    ended_at      DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY disputes_provider (gateway, provider_id),
    KEY disputes_user (payee_user_id, id),
    KEY disputes_look (look_at),
    CONSTRAINT disputes_amount CHECK (amount > 0 AND taken >= 0 AND taken <= amount)
) COMMENT = 'Disputes about payments of orders of this shard.';
