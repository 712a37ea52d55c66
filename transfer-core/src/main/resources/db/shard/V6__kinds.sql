-- What kind of movement a transfer is, and which one it belongs to. A router of the release before writes neither: what
-- it makes are transfers. Text and not ENUM, so that a new kind needs no change of the schema.

ALTER TABLE transfers
    ADD COLUMN kind      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'TRANSFER',
    ADD COLUMN parent_id BINARY(16)  NULL COMMENT 'the movement that it captures, refunds or reverses';

ALTER TABLE inbound_transfers
    ADD COLUMN kind      VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'TRANSFER',
    ADD COLUMN parent_id BINARY(16)  NULL COMMENT 'the movement that it captures, refunds or reverses';
