-- The rows of shard 1 as release 0.1 wrote them: columns, order and values.
INSERT INTO accounts (id, kind, user_id, type, currency, status, posted, held, last_seq, created_at, updated_at) VALUES
    (0x00000001000080008000000000455552, 'CLEARING', '', 'clearing-0', 'EUR', 'OPEN', -20, 0, 1, '2026-11-29 00:35:38.019922', '2026-11-29 00:35:38.086699'),
    (0x00000001000280008000000000455552, 'CLEARING', '', 'clearing-2', 'EUR', 'OPEN', 0, 0, 0, '2026-11-29 00:35:38.019922', '2026-11-29 00:35:38.019922'),
    (0x00000001000380008000000000455552, 'CLEARING', '', 'clearing-3', 'EUR', 'OPEN', 0, 0, 0, '2026-11-29 00:35:38.019922', '2026-11-29 00:35:38.019922'),
    (0x00000002000080008000000000455552, 'FUNDING', '', 'funding', 'EUR', 'OPEN', 0, 0, 0, '2026-11-29 00:35:38.019922', '2026-11-29 00:35:38.019922'),
    (0x00000003000080008000000000455552, 'FEES', '', 'fees', 'EUR', 'OPEN', 0, 0, 0, '2026-11-29 00:35:38.019922', '2026-11-29 00:35:38.019922'),
    (0x01a224ba9792707d84bee02095acc001, 'USER', 'user-9', 'main', 'EUR', 'OPEN', 20, 0, 1, '2026-11-29 00:35:38.019922', '2026-11-29 00:35:38.086699');

INSERT INTO inbound_transfers (id, payer_shard, payer_account, payer_user_id, payer_named, payee_account, payee_user_id, payee_ref, amount, currency, reference, description, metadata, outcome, reason, created_at, decided_at) VALUES
    (0x01a224ba97da7df0bb1d2c6f637fe001, 0, 0x01a224ba97467df09e5f014608acc001, 'user-7', 'USER', 0x01a224ba9792707d84bee02095acc001, 'user-9', 'user-9', 20, 'EUR', NULL, NULL, NULL, 'CREDITED', NULL, '2026-11-29 00:35:38.075436', '2026-11-29 00:35:38.086699');

INSERT INTO ledger_entries (account_id, seq, movement_id, kind, amount, balance_after, at) VALUES
    (0x00000001000080008000000000455552, 1, 0x01a224ba97da7df0bb1d2c6f637fe001, 'TRANSFER', -20, -20, '2026-11-29 00:35:38.086699'),
    (0x01a224ba9792707d84bee02095acc001, 1, 0x01a224ba97da7df0bb1d2c6f637fe001, 'TRANSFER', 20, 20, '2026-11-29 00:35:38.086699');

INSERT INTO outbox_events (events, payload, created_at) VALUES
    (2, 'UserCreated\tuser-9\tuser:user-9\t2026-11-29T00:35:38.019922Z\n{"userId":"user-9","shard":1,"at":"2026-11-29T00:35:38.019922Z"}\nBalanceUpdated\t01a224ba-9792-707d-84be-e02095acc001\t01a224ba-9792-707d-84be-e02095acc001:0:1795912538019922\t2026-11-29T00:35:38.019922Z\n{"accountId":"01a224ba-9792-707d-84be-e02095acc001","userId":"user-9","shard":1,"currency":"EUR","posted":0,"held":0,"seq":0,"at":"2026-11-29T00:35:38.019922Z"}\n', '2026-11-29 00:35:38.019922'),
    (1, 'BalanceUpdated\t01a224ba-9792-707d-84be-e02095acc001\t01a224ba-9792-707d-84be-e02095acc001:1:1795912538086699\t2026-11-29T00:35:38.086699Z\n{"accountId":"01a224ba-9792-707d-84be-e02095acc001","userId":"user-9","shard":1,"currency":"EUR","posted":20,"held":0,"seq":1,"at":"2026-11-29T00:35:38.086699Z"}\n', '2026-11-29 00:35:38.086699');
