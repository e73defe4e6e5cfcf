-- 61b69bf745bea08f6df0ad9872653fc8f2c5fba65ec41fc4f27034728e570c2f
BEGIN TRANSACTION;
CREATE TABLE account (
                channel TEXT NOT NULL, sender TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                PRIMARY KEY (channel, sender));
INSERT INTO "account" VALUES('channel 1','sender 1',1);
INSERT INTO "account" VALUES('channel 2','sender 2',2);
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
INSERT INTO "migration" VALUES(3,'A person has a number of our own, so that one person can later be known on several channels.');
CREATE TABLE person (id BIGINT PRIMARY KEY, language TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL);
INSERT INTO "person" VALUES(1,'language 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "person" VALUES(2,'language 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00');
CREATE INDEX inbox_by_chat ON inbox (channel, chat, id);
CREATE INDEX inbox_by_age ON inbox (received_at);
CREATE INDEX account_by_person ON account (person);
COMMIT;
