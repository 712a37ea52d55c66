-- A cancelled transfer has a reason too: it was declined, or nobody decided in time.
ALTER TABLE transfers DROP CHECK transfers_reason;
ALTER TABLE transfers
    ADD CONSTRAINT transfers_reason CHECK ((status IN ('FAILED', 'CANCELLED')) = (reason IS NOT NULL));
