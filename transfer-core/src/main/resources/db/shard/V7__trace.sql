-- The trace that a transfer was made in, as W3C's traceparent says it, and what an outbox row says of its events beside
-- themselves. A router that does not know these columns writes and sends as before.

ALTER TABLE transfers
    ADD COLUMN traceparent VARCHAR(55) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of the request that made it: its events are in that trace';

ALTER TABLE outbox_events
    ADD COLUMN traces MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'for each event of the payload a line: its traceparent, or nothing',
    ADD COLUMN topics VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'the topic of each type in the payload, so that a router which does not know a type can send it: type=topic, …';
