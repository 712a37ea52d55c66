-- One of each kind of statement that release 0.1 sends besides the rows of shard-0.sql: what its lanes load, what they
-- change, what its relay takes.
SELECT id, kind, user_id, type, currency, status, posted, held, last_seq, created_at, updated_at FROM accounts WHERE id IN (0x01a224ba97467df09e5f014608acc001) ORDER BY id FOR UPDATE;
SELECT id, idempotency_key, payer_user_id, payer_account, payee_user_id, payee_account, payer_named, payee_ref, payer_shard, payee_shard, amount, currency, reference, description, metadata, status, reason, created_at, completed_at FROM transfers WHERE id IN (0x01a224ba98047df0aa900ecf0e7fe001) ORDER BY id FOR UPDATE;
SELECT id, outcome, reason, payee_account, payee_user_id, decided_at FROM inbound_transfers FORCE INDEX (PRIMARY) WHERE id IN (0x01a224ba98047df0aa900ecf0e7fe001);
SELECT id, kind, user_id, type, currency, status, posted, held, last_seq, created_at, updated_at FROM accounts FORCE INDEX (accounts_owner) WHERE user_id IN ('user-7');
SELECT payer_account FROM transfers FORCE INDEX (transfers_status) WHERE status IN ('HELD', 'PENDING') AND payer_account IN (0x01a224ba97467df09e5f014608acc001);
UPDATE (VALUES ROW(0x01a224ba98047df0aa900ecf0e7fe001,'CANCELLED','PAYMENT_DECLINED',0x01a224ba9792707d84bee02095acc001,'user-9','2026-11-29 00:35:39.000001')) AS n (id, status, reason, payee_account, payee_user_id, completed_at) STRAIGHT_JOIN transfers t ON t.id = n.id SET t.status = n.status, t.reason = n.reason, t.payee_account = n.payee_account, t.payee_user_id = n.payee_user_id, t.completed_at = n.completed_at;
UPDATE (VALUES ROW(0x01a224ba97467df09e5f014608acc001,'OPEN',930,0,4,'2026-11-29 00:35:39.000001')) AS n (id, status, posted, held, last_seq, updated_at) STRAIGHT_JOIN accounts a ON a.id = n.id SET a.status = n.status, a.posted = n.posted, a.held = n.held, a.last_seq = n.last_seq, a.updated_at = n.updated_at;
INSERT INTO inbound_transfers (id, payer_shard, payer_account, payer_user_id, payer_named, payee_account, payee_user_id, payee_ref, amount, currency, reference, description, metadata, outcome, reason, created_at, decided_at) VALUES (0x01a224ba98047df0aa900ecf0e7fe002,1,0x01a224ba97467df09e5f014608acc009,'user-9','USER',NULL,NULL,'nobody',20,'EUR','rent',NULL,'{"a":1}','REFUSED','ACCOUNT_NOT_FOUND','2026-11-29 00:35:39.000001','2026-11-29 00:35:39.000002');
INSERT INTO ledger_entries (account_id, seq, movement_id, kind, amount, balance_after, at) VALUES (0x00000001000180008000000000455552,3,0x01a224ba981c7df08761e1297c7fe001,'RETURN',-40,20,'2026-11-29 00:35:39.000001'),(0x01a224ba97467df09e5f014608acc001,5,0x01a224ba981c7df08761e1297c7fe001,'RETURN',40,970,'2026-11-29 00:35:39.000001');
SELECT CAST(COALESCE(SUM(events), 0) AS SIGNED), MIN(created_at), UTC_TIMESTAMP(6) FROM (SELECT events, created_at FROM outbox_events ORDER BY id LIMIT 10000) oldest;
UPDATE relay_lease SET owner = 'old', expires_at = UTC_TIMESTAMP(6) + INTERVAL 10000000 MICROSECOND WHERE owner = 'old' OR expires_at < UTC_TIMESTAMP(6);
SELECT owner FROM relay_lease WHERE owner = 'old' FOR UPDATE;
SELECT id, payload FROM outbox_events ORDER BY id LIMIT 64 FOR UPDATE SKIP LOCKED;
DELETE FROM outbox_events WHERE id IN (1,2,3);
