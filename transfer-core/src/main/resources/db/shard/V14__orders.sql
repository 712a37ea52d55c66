-- Money from outside by a payment gateway: what was ordered, what the gateway took for it, and what it told of it.

CREATE TABLE orders (
    id              BINARY(16)   NOT NULL COMMENT 'its payee''s slot is in it; the gateway has it as its reference',
    version         INT          NOT NULL COMMENT '1, 2, 3 ...: each change one more',
    idempotency_key VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payee_user_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payee_account   BINARY(16)   NOT NULL,
    payee_ref       VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'as the request named it',
    amount          BIGINT       NOT NULL COMMENT 'minor units',
    currency        CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    method          VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    return_url      VARCHAR(500) CHARACTER SET ascii COLLATE ascii_bin NULL,
    reference       VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    gateway         VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'null until one has taken it',
    provider_id     VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what the gateway calls it',
    checkout        VARCHAR(700) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'where its payer goes',
    status          VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reason          VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at      DATETIME(6)  NOT NULL,
    expires_at      DATETIME(6)  NOT NULL,
    look_at         DATETIME(6)  NULL COMMENT 'when the gateway is asked of it next; null for never',
    ended_at        DATETIME(6)  NULL,
    movement_id     BINARY(16)   NULL COMMENT 'the deposit that credited it',
    PRIMARY KEY (id),
    UNIQUE KEY orders_key (payee_user_id, idempotency_key),
    KEY orders_user (payee_user_id, id),
    KEY orders_look (look_at),
    KEY orders_provider (provider_id),
    CONSTRAINT orders_amount CHECK (amount > 0)
) COMMENT = 'Money that users of this shard have ordered from outside.';

CREATE TABLE gateway_payments (
    gateway     VARCHAR(24) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payment_id  VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the gateway calls it',
    order_id    BINARY(16)  NOT NULL,
    amount      BIGINT      NOT NULL COMMENT 'minor units, as it was paid',
    currency    CHAR(3)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    fee         BIGINT      NOT NULL COMMENT 'what the gateway keeps of it, as far as it has said',
    purpose     VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'WALLET or SUSPENSE',
    reason      VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why it is in suspense',
    seen_at     DATETIME(6) NOT NULL,
    movement_id BINARY(16)  NULL COMMENT 'null until the books have it',
    PRIMARY KEY (gateway, payment_id),
    KEY gateway_payments_order (order_id),
    CONSTRAINT gateway_payments_amount CHECK (amount > 0 AND fee >= 0)
) COMMENT = 'What gateways have taken for orders: each is in the books once.';

CREATE TABLE gateway_events (
    gateway     VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id    VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the gateway calls it',
    body        MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'as it came; its signature was right',
    received_at DATETIME(6)  NOT NULL,
    tries       INT          NOT NULL,
    try_at      DATETIME(6)  NULL COMMENT 'null once it is worked off',
    PRIMARY KEY (gateway, event_id),
    KEY gateway_events_try (try_at),
    KEY gateway_events_age (received_at)
) COMMENT = 'The inbox: what gateways have told. Written before they are answered, worked off behind.';
