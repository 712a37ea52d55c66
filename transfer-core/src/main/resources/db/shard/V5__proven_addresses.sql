-- E-mail addresses become a user's when the code that was sent there is told. Those from before are the user's as they
-- were, and anybody's who proves them.

ALTER TABLE users
    ADD COLUMN email_proven_at DATETIME(6) NULL COMMENT 'when its code was told; null for one from before that was asked, which whoever proves it takes';
