-- Settlement files of payment gateways: their rows, what of Groat's they have settled, and the cases that people decide on.

CREATE TABLE settlements (
    id          BINARY(16)    NOT NULL COMMENT 'the slot of the file''s name and hash is in it',
    gateway     VARCHAR(24)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sha256      BINARY(32)    NOT NULL COMMENT 'of the file''s bytes',
    name        VARCHAR(200)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'of the file, where it has one',
    shape       VARCHAR(10)   CHARACTER SET ascii COLLATE ascii_bin NULL,
    size        BIGINT        NOT NULL COMMENT 'bytes',
    row_count   INT           NOT NULL,
    status      VARCHAR(10)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'STORING, POSTING, DONE, or FAILED: it can''t be read',
    faults      VARCHAR(4000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'of one that is FAILED: the first, a line each',
    taken_by    VARCHAR(80)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at  DATETIME(6)   NOT NULL,
    ended_at    DATETIME(6)   NULL,
    work_at     DATETIME(6)   NULL COMMENT 'when its rows are worked on next; null for never',
    PRIMARY KEY (id),
    UNIQUE KEY settlements_file (gateway, sha256),
    KEY settlements_work (work_at)
) COMMENT = 'Files that gateways write of what they have paid out to us.';

CREATE TABLE settlement_rows (
    settlement_id BINARY(16)   NOT NULL,
    line          INT          NOT NULL COMMENT 'of the file, from 1: the header''s',
    row_key       VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the same wherever the gateway writes that row',
    type          VARCHAR(40)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'in the gateway''s words',
    kind          VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    provider_id   VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what the gateway calls that which it is about',
    reference     VARCHAR(140) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'ours',
    amount        BIGINT       NOT NULL COMMENT 'minor units; below zero where money left',
    fee           BIGINT       NOT NULL COMMENT 'what the gateway keeps',
    tax           BIGINT       NOT NULL COMMENT 'on its fee',
    currency      CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    transfer      VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'the bank transfer that it is part of',
    occurred_at   DATETIME(6)  NOT NULL,
    outcome       VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'null until it was worked on',
    reason        VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'in what it DIFFERS',
    case_id       BINARY(16)   NULL COMMENT 'who decides on it',
    PRIMARY KEY (settlement_id, line),
    KEY settlement_rows_outcome (settlement_id, outcome, line)
) COMMENT = 'Rows of settlement files, as they were read. All of a file are here before one of them moves anything.';

CREATE TABLE settled_items (
    gateway     VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject     VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what is settled: its kind and the gateway''s id for it',
    by_id       BINARY(16)   NOT NULL COMMENT 'the settlement that does it, or the case',
    by_line     INT          NOT NULL COMMENT 'of the settlement''s file; 0 for a case',
    row_key     VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the file''s row; empty for a case without one',
    occurred_at DATETIME(6)  NOT NULL COMMENT 'in the gateway''s books',
    created_at  DATETIME(6)  NOT NULL,
    settled_at  DATETIME(6)  NULL COMMENT 'null until the books have it',
    PRIMARY KEY (gateway, subject),
    KEY settled_items_newest (gateway, by_line, occurred_at),
    KEY settled_items_open (settled_at)
) COMMENT = 'Who settles what: written before its money moves, so that one does. On the shard of what is settled.';

CREATE TABLE money_cases (
    id             BINARY(16)   NOT NULL,
    version        INT          NOT NULL COMMENT '1, 2, 3 ...: each change one more',
    kind           VARCHAR(16)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    gateway        VARCHAR(24)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject        VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'what it is about: there is one case of a kind for it',
    reason         VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount         BIGINT       NOT NULL COMMENT 'minor units, as the books here have it; of a row that nothing here fits its own',
    currency       CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    story          VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL COMMENT 'what happened, in words',
    item_id        BINARY(16)   NULL COMMENT 'the order, or what else here it is about',
    item_subject   VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what a decision settles; null for nothing',
    wallet         BINARY(16)   NULL COMMENT 'the account that may get it; null for none',
    settlement_id  BINARY(16)   NULL,
    line           INT          NOT NULL COMMENT 'of the settlement''s file; 0 for none',
    row_amount     BIGINT       NOT NULL COMMENT 'as the file has it',
    row_fee        BIGINT       NOT NULL COMMENT 'with tax',
    row_currency   CHAR(3)      CHARACTER SET ascii COLLATE ascii_bin NULL,
    occurred_at    DATETIME(6)  NOT NULL,
    status         VARCHAR(8)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'OPEN, DECIDED: its money is to move, or CLOSED',
    trouble        VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'why the last decision could not be carried out',
    attempt        INT          NOT NULL COMMENT 'decisions so far',
    claimed_by     VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    claimed_until  DATETIME(6)  NULL,
    action         VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    note           VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    decided_by     VARCHAR(80)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    decided_at     DATETIME(6)  NULL,
    movement_id    BINARY(16)   NULL COMMENT 'the first by which the decision was carried out',
    opened_at      DATETIME(6)  NOT NULL,
    closed_at      DATETIME(6)  NULL,
    work_at        DATETIME(6)  NULL COMMENT 'when it is worked on or looked at next; null for never',
    PRIMARY KEY (id),
    UNIQUE KEY money_cases_subject (gateway, kind, subject),
    KEY money_cases_status (status, id),
    KEY money_cases_item (gateway, item_subject),
    KEY money_cases_work (work_at)
) COMMENT = 'Money from outside that a person has to decide on, on the shard of what it is about.';

ALTER TABLE gateway_payments
    ADD COLUMN settled_at DATETIME(6) NULL COMMENT 'when it was settled with the gateway; null until then',
    ADD KEY gateway_payments_unsettled (settled_at, gateway, seen_at),
    ADD KEY gateway_payments_purpose (purpose, seen_at);
