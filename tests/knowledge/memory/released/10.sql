-- 8921f6cf3f1d4d865a44ccc351e3f9f4602d66810faf54b1a205e3f809468685
BEGIN TRANSACTION;
CREATE TABLE account (
                channel TEXT NOT NULL, sender TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE, name TEXT NOT NULL DEFAULT '', chat TEXT,
                PRIMARY KEY (channel, sender));
INSERT INTO "account" VALUES('channel 1','sender 1',1,'name 1','chat 1');
INSERT INTO "account" VALUES('channel 2','sender 2',2,'name 2','chat 2');
CREATE TABLE bucket (
                name TEXT PRIMARY KEY, left_over DOUBLE PRECISION NOT NULL, at TEXT NOT NULL,
                told INTEGER NOT NULL DEFAULT 0);
INSERT INTO "bucket" VALUES('name 1',1.0,'2026-11-21T02:00:00.000000+00:00',1);
INSERT INTO "bucket" VALUES('name 2',2.0,'2026-11-22T02:00:00.000000+00:00',2);
CREATE TABLE chat (
                channel TEXT NOT NULL, chat TEXT NOT NULL, is_group INTEGER NOT NULL, title TEXT NOT NULL,
                active INTEGER NOT NULL, agency TEXT, position INTEGER NOT NULL DEFAULT 0, bound_by BIGINT,
                bound_at TEXT, changed_at TEXT NOT NULL, PRIMARY KEY (channel, chat));
INSERT INTO "chat" VALUES('channel 1','chat 1',1,'title 1',1,'agency 1',1,1,'2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "chat" VALUES('channel 2','chat 2',2,'title 2',2,'agency 2',2,2,'2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00');
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
CREATE TABLE invite (
                digest TEXT PRIMARY KEY, kind TEXT NOT NULL, role TEXT NOT NULL, agency TEXT, person BIGINT,
                uses_left INTEGER NOT NULL, expires_at TEXT NOT NULL);
INSERT INTO "invite" VALUES('digest 1','kind 1','role 1','agency 1',1,1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "invite" VALUES('digest 2','kind 2','role 2','agency 2',2,2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE migration (number INTEGER PRIMARY KEY, why TEXT NOT NULL);
INSERT INTO "migration" VALUES(1,'Messages in and out share one numbering, so that a chat can be read in order and replayed from a number.');
INSERT INTO "migration" VALUES(2,'A message is stored before the channel acknowledges it, and the same message is recognised again.');
INSERT INTO "migration" VALUES(3,'A person has a number of our own, so that one person can later be known on several channels.');
INSERT INTO "migration" VALUES(4,'A restart forgets nothing of what a person was talking about, in each chat by itself.');
INSERT INTO "migration" VALUES(5,'What will be said is written down before it is said, so that an interrupted sending is seen.');
INSERT INTO "migration" VALUES(6,'An answer in a group goes to one person and to the topic that asked; what is said to an agency goes to the first of its chats that can be reached; a long one is sent in parts.');
INSERT INTO "migration" VALUES(7,'A person has a role and agencies, and is written to in private where the person last wrote in private.');
INSERT INTO "migration" VALUES(8,'A chat can be out of reach, and be an agency''s own; of several the first that can be reached is used.');
INSERT INTO "migration" VALUES(9,'A code makes the person who sends it something, or binds a group; only its digest is kept.');
INSERT INTO "migration" VALUES(10,'How much somebody may still send, and whether that was said, outlives a restart.');
CREATE TABLE outbox (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, is_group INTEGER NOT NULL,
                reply TEXT NOT NULL, unique_key TEXT UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'retry', 'dead', 'unknown')),
                due_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, repeated INTEGER NOT NULL DEFAULT 0,
                proof TEXT, reason TEXT, created_at TEXT NOT NULL, finished_at TEXT, thread TEXT NOT NULL DEFAULT '', person BIGINT, agency TEXT, parts_sent INTEGER NOT NULL DEFAULT 0);
INSERT INTO "outbox" VALUES(1,'channel 1','chat 1',1,'{"text": "trả lời", "buttons": [], "language": "vi"}','unique_key 1','waiting','2026-11-21T02:00:00.000000+00:00',1,1,'proof 1','reason 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00','thread 1',1,'agency 1',1);
INSERT INTO "outbox" VALUES(2,'channel 2','chat 2',2,'{"text": "trả lời", "buttons": [], "language": "vi"}','unique_key 2','waiting','2026-11-22T02:00:00.000000+00:00',2,2,'proof 2','reason 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00','thread 2',2,'agency 2',2);
CREATE TABLE person (id BIGINT PRIMARY KEY, language TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, role TEXT NOT NULL DEFAULT '');
INSERT INTO "person" VALUES(1,'language 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00','role 1');
INSERT INTO "person" VALUES(2,'language 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00','role 2');
CREATE TABLE person_agency (
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE, agency TEXT NOT NULL,
                PRIMARY KEY (person, agency));
INSERT INTO "person_agency" VALUES(1,'agency 1');
INSERT INTO "person_agency" VALUES(2,'agency 2');
CREATE INDEX inbox_by_chat ON inbox (channel, chat, id);
CREATE INDEX inbox_by_age ON inbox (received_at);
CREATE INDEX account_by_person ON account (person);
CREATE INDEX conversation_by_person ON conversation (person);
CREATE INDEX outbox_by_chat ON outbox (channel, chat, id);
CREATE INDEX outbox_open ON outbox (channel, chat, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_due ON outbox (channel, due_at, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_by_age ON outbox (finished_at);
CREATE INDEX outbox_by_person ON outbox (person);
CREATE INDEX chat_by_agency ON chat (agency, position);
CREATE INDEX bucket_by_age ON bucket (at);
COMMIT;
