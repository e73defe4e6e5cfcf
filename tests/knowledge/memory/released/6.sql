-- 44d85140657cf6ff949781f0c11d9a45aaf5dcc5cae6fc91d7c23b9de246fc48
BEGIN TRANSACTION;
CREATE TABLE account (
                channel TEXT NOT NULL, sender TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                PRIMARY KEY (channel, sender));
INSERT INTO "account" VALUES('channel 1','sender 1',1);
INSERT INTO "account" VALUES('channel 2','sender 2',2);
CREATE TABLE conversation (
                channel TEXT NOT NULL, chat TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                state TEXT NOT NULL, changed_at TEXT NOT NULL, PRIMARY KEY (channel, chat, person));
INSERT INTO "conversation" VALUES('channel 1','chat 1',1,'state 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "conversation" VALUES('channel 2','chat 2',2,'state 2','2026-11-22T02:00:00.000000+00:00');
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
INSERT INTO "migration" VALUES(4,'A restart forgets nothing of what a person was talking about, in each chat by itself.');
INSERT INTO "migration" VALUES(5,'What will be said is written down before it is said, so that an interrupted sending is seen.');
INSERT INTO "migration" VALUES(6,'An answer in a group goes to one person and to the topic that asked; what is said to an agency goes to the first of its chats that can be reached; a long one is sent in parts.');
CREATE TABLE outbox (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, is_group INTEGER NOT NULL,
                reply TEXT NOT NULL, unique_key TEXT UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'retry', 'dead', 'unknown')),
                due_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, repeated INTEGER NOT NULL DEFAULT 0,
                proof TEXT, reason TEXT, created_at TEXT NOT NULL, finished_at TEXT, thread TEXT NOT NULL DEFAULT '', person BIGINT, agency TEXT, parts_sent INTEGER NOT NULL DEFAULT 0);
INSERT INTO "outbox" VALUES(1,'channel 1','chat 1',1,'{"text": "trả lời", "buttons": [], "language": "vi"}','unique_key 1','waiting','2026-11-21T02:00:00.000000+00:00',1,1,'proof 1','reason 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00','thread 1',1,'agency 1',1);
INSERT INTO "outbox" VALUES(2,'channel 2','chat 2',2,'{"text": "trả lời", "buttons": [], "language": "vi"}','unique_key 2','waiting','2026-11-22T02:00:00.000000+00:00',2,2,'proof 2','reason 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00','thread 2',2,'agency 2',2);
CREATE TABLE person (id BIGINT PRIMARY KEY, language TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL);
INSERT INTO "person" VALUES(1,'language 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "person" VALUES(2,'language 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00');
CREATE INDEX inbox_by_chat ON inbox (channel, chat, id);
CREATE INDEX inbox_by_age ON inbox (received_at);
CREATE INDEX account_by_person ON account (person);
CREATE INDEX conversation_by_person ON conversation (person);
CREATE INDEX outbox_by_chat ON outbox (channel, chat, id);
CREATE INDEX outbox_open ON outbox (channel, chat, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_due ON outbox (channel, due_at, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_by_age ON outbox (finished_at);
CREATE INDEX outbox_by_person ON outbox (person);
COMMIT;
