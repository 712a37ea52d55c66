-- Money that goes out by a payment gateway: where users are paid out to, what was sent there, and what went back to where an
-- order was paid from.

CREATE TABLE destinations (
    id          BINARY(16)    NOT NULL COMMENT 'its user''s slot is in it',
    user_id     VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind        VARCHAR(8)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'UPI, BANK or CARD',
    currency    CHAR(3)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    label       VARCHAR(100)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    shown       VARCHAR(80)   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'as its owner knows it, masked',
    sealed      VARCHAR(1200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the whole of it, encrypted',
    fingerprint CHAR(64)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'keyed: says nothing without the key',
    holder      VARCHAR(120)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'as the gateway has said',
    gateway     VARCHAR(24)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'which has said that it is there',
    created_at  DATETIME(6)   NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY destinations_place (user_id, fingerprint),
    KEY destinations_user (user_id, id)
) COMMENT = 'Where users of this shard are paid out to.';

CREATE TABLE payouts (
    id              BINARY(16)   NOT NULL COMMENT 'its payer''s slot is in it; the gateway has it as its reference',
    version         INT          NOT NULL COMMENT '1, 2, 3 ...: each change one more',
    idempotency_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payer_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payer_account   BINARY(16)   NOT NULL,
    payer_ref       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'as the request named it',
    amount          BIGINT       NOT NULL COMMENT 'minor units',
    currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    destination_id  BINARY(16)   NULL COMMENT 'null for a refund',
    order_id        BINARY(16)   NULL COMMENT 'whose payment goes back; null for a payout',
    payment_id      VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what the gateway calls that payment',
    shown           VARCHAR(80)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'where it goes, masked',
    reference       VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    gateway         VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'which sends it',
    provider_id     VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what the gateway calls it',
    status          VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at      DATETIME(6)  NOT NULL,
    sent_at         DATETIME(6)  NULL COMMENT 'when a gateway was asked to send it',
    look_at         DATETIME(6)  NULL COMMENT 'when something is to be done about it next; null for never',
    ended_at        DATETIME(6)  NULL,
    movement_id     BINARY(16)   NULL COMMENT 'what has taken or reserved its money',
    return_id       BINARY(16)   NULL COMMENT 'what has brought it back',
    PRIMARY KEY (id),
    UNIQUE KEY payouts_key (payer_user_id, idempotency_key),
    KEY payouts_user (payer_user_id, id),
    KEY payouts_look (look_at),
    KEY payouts_provider (provider_id),
    KEY payouts_order (order_id),
    CONSTRAINT payouts_amount CHECK (amount > 0),
    CONSTRAINT payouts_goes CHECK ((destination_id IS NULL) <> (order_id IS NULL))
) COMMENT = 'Money that goes out of wallets of this shard.';
