-- 979c993381b8ce47fa473cba47147b72603b9abfc28eb3190f332d3eb2678441
BEGIN TRANSACTION;
CREATE TABLE counter (name TEXT PRIMARY KEY, last BIGINT NOT NULL);
INSERT INTO "counter" VALUES('message',100);
INSERT INTO "counter" VALUES('person',100);
CREATE TABLE inbox (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, message_id TEXT NOT NULL, chat TEXT NOT NULL,
                is_group INTEGER NOT NULL, sender TEXT NOT NULL, text TEXT NOT NULL, said_at TEXT NOT NULL,
                received_at TEXT NOT NULL, UNIQUE (channel, message_id));
INSERT INTO "inbox" VALUES(1,'channel 1','message_id 1','chat 1',1,'sender 1','text 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "inbox" VALUES(2,'channel 2','message_id 2','chat 2',2,'sender 2','text 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE migration (number INTEGER PRIMARY KEY, why TEXT NOT NULL);
INSERT INTO "migration" VALUES(1,'Messages in and out share one numbering, so that a chat can be read in order and replayed from a number.');
INSERT INTO "migration" VALUES(2,'A message is stored before the channel acknowledges it, and the same message is recognised again.');
CREATE INDEX inbox_by_chat ON inbox (channel, chat, id);
CREATE INDEX inbox_by_age ON inbox (received_at);
COMMIT;
