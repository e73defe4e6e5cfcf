-- 058016dc22af48e68b3f333a514d47b53f385638ed3eaf65c378037f17d94311
BEGIN TRANSACTION;
CREATE TABLE account (
                channel TEXT NOT NULL, sender TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE, name TEXT NOT NULL DEFAULT '', chat TEXT,
                PRIMARY KEY (channel, sender));
INSERT INTO "account" VALUES('channel 1','sender 1',1,'name 1','chat 1');
INSERT INTO "account" VALUES('channel 2','sender 2',2,'name 2','chat 2');
CREATE TABLE acknowledgement (
                outbox BIGINT PRIMARY KEY, person BIGINT NOT NULL, acknowledged_at TEXT NOT NULL);
INSERT INTO "acknowledgement" VALUES(1,1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "acknowledgement" VALUES(2,2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE announcement (
                id BIGINT PRIMARY KEY, person BIGINT NOT NULL, asked_in BIGINT NOT NULL, language TEXT NOT NULL,
                text TEXT NOT NULL, words TEXT NOT NULL, missing TEXT NOT NULL, made_at TEXT NOT NULL,
                starts_at TEXT NOT NULL, picture BIGINT,
                state TEXT NOT NULL CHECK (state IN ('open', 'stopped', 'over')),
                shown_in BIGINT, shown TEXT NOT NULL DEFAULT '');
INSERT INTO "announcement" VALUES(1,1,1,'language 1','text 1','words 1','missing 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00',1,'open',1,'shown 1');
INSERT INTO "announcement" VALUES(2,2,2,'language 2','text 2','words 2','missing 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00',2,'open',2,'shown 2');
CREATE TABLE announcement_chat (
                announcement BIGINT NOT NULL REFERENCES announcement (id) ON DELETE CASCADE, chat BIGINT NOT NULL,
                agency TEXT NOT NULL, person BIGINT, language TEXT NOT NULL, outbox BIGINT,
                became TEXT CHECK (became IN ('sent', 'dead', 'stopped')), reason TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (announcement, chat));
INSERT INTO "announcement_chat" VALUES(1,1,'agency 1',1,'language 1',1,'sent','reason 1');
INSERT INTO "announcement_chat" VALUES(2,2,'agency 2',2,'language 2',2,'sent','reason 2');
CREATE TABLE announcement_draft (
                person BIGINT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE, draft TEXT NOT NULL,
                picture BIGINT, changed_at TEXT NOT NULL);
INSERT INTO "announcement_draft" VALUES(1,'draft 1',1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "announcement_draft" VALUES(2,'draft 2',2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE answer_time (
                day TEXT NOT NULL, channel TEXT NOT NULL, milliseconds BIGINT NOT NULL, n BIGINT NOT NULL,
                PRIMARY KEY (day, channel, milliseconds));
INSERT INTO "answer_time" VALUES('2026-11-21','channel 1',1,1);
INSERT INTO "answer_time" VALUES('2026-11-22','channel 2',2,2);
CREATE TABLE answer_wish (
                ask BIGINT NOT NULL REFERENCES unanswered_ask (id) ON DELETE CASCADE, channel TEXT NOT NULL,
                chat TEXT NOT NULL, is_group INTEGER NOT NULL, thread TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                language TEXT NOT NULL, wished_at TEXT NOT NULL, PRIMARY KEY (ask, channel, chat),
                FOREIGN KEY (channel, chat) REFERENCES chat (channel, chat) ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO "answer_wish" VALUES(1,'channel 1','chat 1',1,'thread 1',1,'language 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "answer_wish" VALUES(2,'channel 2','chat 2',2,'thread 2',2,'language 2','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE asked_count (
                day TEXT NOT NULL, channel TEXT NOT NULL, agency TEXT NOT NULL, kind TEXT NOT NULL, n BIGINT NOT NULL,
                PRIMARY KEY (day, channel, agency, kind));
INSERT INTO "asked_count" VALUES('2026-11-21','channel 1','agency 1','kind 1',1);
INSERT INTO "asked_count" VALUES('2026-11-22','channel 2','agency 2','kind 2',2);
CREATE TABLE backup_request (
                channel TEXT NOT NULL, chat TEXT NOT NULL, thread TEXT NOT NULL, person BIGINT NOT NULL,
                language TEXT NOT NULL, asked_at TEXT NOT NULL, PRIMARY KEY (channel, chat));
INSERT INTO "backup_request" VALUES('channel 1','chat 1','thread 1',1,'language 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "backup_request" VALUES('channel 2','chat 2','thread 2',2,'language 2','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE bucket (
                name TEXT PRIMARY KEY, left_over DOUBLE PRECISION NOT NULL, at TEXT NOT NULL,
                told INTEGER NOT NULL DEFAULT 0);
INSERT INTO "bucket" VALUES('name 1',1.0,'2026-11-21T02:00:00.000000+00:00',1);
INSERT INTO "bucket" VALUES('name 2',2.0,'2026-11-22T02:00:00.000000+00:00',2);
CREATE TABLE calendar_address (
                digest TEXT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, agency TEXT NOT NULL,
                salt TEXT NOT NULL, made_at TEXT NOT NULL, UNIQUE (channel, chat, agency),
                FOREIGN KEY (channel, chat) REFERENCES chat (channel, chat) ON UPDATE CASCADE ON DELETE CASCADE);
INSERT INTO "calendar_address" VALUES('digest 1','channel 1','chat 1','agency 1','salt 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "calendar_address" VALUES('digest 2','channel 2','chat 2','agency 2','salt 2','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE change (
                id BIGINT PRIMARY KEY, at TEXT NOT NULL, person BIGINT NOT NULL, channel TEXT NOT NULL,
                kind TEXT NOT NULL, subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
                reason TEXT NOT NULL, basis TEXT NOT NULL, batch BIGINT NOT NULL, undoes BIGINT UNIQUE,
                hash TEXT NOT NULL);
INSERT INTO "change" VALUES(1,'2026-11-21T02:00:00.000000+00:00',1,'channel 1','kind 1','subject 1','before 1','after 1','reason 1','basis 1',1,1,'hash 1');
INSERT INTO "change" VALUES(2,'2026-11-22T02:00:00.000000+00:00',2,'channel 2','kind 2','subject 2','before 2','after 2','reason 2','basis 2',2,2,'hash 2');
CREATE TABLE change_brief (
                change BIGINT PRIMARY KEY REFERENCES change (id) ON DELETE CASCADE, was TEXT NOT NULL,
                will TEXT NOT NULL, ids TEXT NOT NULL);
INSERT INTO "change_brief" VALUES(1,'was 1','will 1','ids 1');
INSERT INTO "change_brief" VALUES(2,'was 2','will 2','ids 2');
CREATE TABLE chat (
                channel TEXT NOT NULL, chat TEXT NOT NULL, is_group INTEGER NOT NULL, title TEXT NOT NULL,
                active INTEGER NOT NULL, agency TEXT, position INTEGER NOT NULL DEFAULT 0, bound_by BIGINT,
                bound_at TEXT, changed_at TEXT NOT NULL, coordinating BIGINT, number BIGINT, PRIMARY KEY (channel, chat));
INSERT INTO "chat" VALUES('channel 1','chat 1',1,'title 1',1,'agency 1',1,1,'2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00',1,1);
INSERT INTO "chat" VALUES('channel 2','chat 2',2,'title 2',2,'agency 2',2,2,'2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00',2,2);
CREATE TABLE chat_wishes (
                channel TEXT NOT NULL, chat TEXT NOT NULL, first_hour TEXT, last_hour TEXT, quiet TEXT NOT NULL,
                kinds TEXT NOT NULL, paused_until TEXT, person BIGINT NOT NULL, changed_at TEXT NOT NULL,
                PRIMARY KEY (channel, chat));
INSERT INTO "chat_wishes" VALUES('channel 1','chat 1','first_hour 1','last_hour 1','quiet 1','kinds 1','paused_until 1',1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "chat_wishes" VALUES('channel 2','chat 2','first_hour 2','last_hour 2','quiet 2','kinds 2','paused_until 2',2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE completion (
                id BIGINT PRIMARY KEY, agency TEXT NOT NULL, obligation TEXT NOT NULL, proof TEXT NOT NULL,
                person BIGINT NOT NULL, completed_at TEXT NOT NULL, taken_back_by BIGINT, taken_back_at TEXT, done_on TEXT);
INSERT INTO "completion" VALUES(1,'agency 1','obligation 1','proof 1',1,'2026-11-21T02:00:00.000000+00:00',1,'2026-11-21T02:00:00.000000+00:00','done_on 1');
INSERT INTO "completion" VALUES(2,'agency 2','obligation 2','proof 2',2,'2026-11-22T02:00:00.000000+00:00',2,'2026-11-22T02:00:00.000000+00:00','done_on 2');
CREATE TABLE confirmation (
                id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                channel TEXT NOT NULL, chat TEXT NOT NULL, action TEXT NOT NULL, argument TEXT NOT NULL,
                asked_at TEXT NOT NULL, seen BIGINT NOT NULL DEFAULT 0);
INSERT INTO "confirmation" VALUES(1,1,'channel 1','chat 1','action 1','argument 1','2026-11-21T02:00:00.000000+00:00',1);
INSERT INTO "confirmation" VALUES(2,2,'channel 2','chat 2','action 2','argument 2','2026-11-22T02:00:00.000000+00:00',2);
CREATE TABLE conversation (
                channel TEXT NOT NULL, chat TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                state TEXT NOT NULL, changed_at TEXT NOT NULL, PRIMARY KEY (channel, chat, person));
INSERT INTO "conversation" VALUES('channel 1','chat 1',1,'state 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "conversation" VALUES('channel 2','chat 2',2,'state 2','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE counter (name TEXT PRIMARY KEY, last BIGINT NOT NULL);
INSERT INTO "counter" VALUES('message',100);
INSERT INTO "counter" VALUES('person',100);
INSERT INTO "counter" VALUES('completion',100);
INSERT INTO "counter" VALUES('event',100);
INSERT INTO "counter" VALUES('change',100);
INSERT INTO "counter" VALUES('chat',100);
INSERT INTO "counter" VALUES('invite',100);
INSERT INTO "counter" VALUES('confirmation',100);
INSERT INTO "counter" VALUES('file_reading',100);
INSERT INTO "counter" VALUES('document_draft',100);
INSERT INTO "counter" VALUES('announcement',100);
INSERT INTO "counter" VALUES('kept_file',100);
INSERT INTO "counter" VALUES('unanswered',100);
INSERT INTO "counter" VALUES('unanswered_group',100);
CREATE TABLE day_off (
                agency TEXT NOT NULL, day TEXT NOT NULL, reason TEXT NOT NULL, person BIGINT NOT NULL,
                added_at TEXT NOT NULL, PRIMARY KEY (agency, day));
INSERT INTO "day_off" VALUES('agency 1','2026-11-21','reason 1',1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "day_off" VALUES('agency 2','2026-11-22','reason 2',2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE dialogue (
                channel TEXT NOT NULL, chat TEXT NOT NULL, person BIGINT NOT NULL REFERENCES person (id)
                ON DELETE CASCADE, about TEXT NOT NULL, asked_at TEXT NOT NULL,
                PRIMARY KEY (channel, chat, person));
INSERT INTO "dialogue" VALUES('channel 1','chat 1',1,'about 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "dialogue" VALUES('channel 2','chat 2',2,'about 2','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE document_draft (
                id BIGINT PRIMARY KEY, person BIGINT NOT NULL, file TEXT NOT NULL, version INTEGER NOT NULL,
                content TEXT NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL);
INSERT INTO "document_draft" VALUES(1,1,'file 1',1,'content 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "document_draft" VALUES(2,2,'file 2',2,'content 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE escalation (
                reminder_key TEXT NOT NULL, level TEXT NOT NULL CHECK (level IN ('officers', 'office')),
                outbox BIGINT NOT NULL, escalated_at TEXT NOT NULL, PRIMARY KEY (reminder_key, level, outbox));
INSERT INTO "escalation" VALUES('reminder_key 1','officers',1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "escalation" VALUES('reminder_key 2','officers',2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE event (
                id BIGINT PRIMARY KEY, agency TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, day TEXT NOT NULL,
                person BIGINT NOT NULL, added_at TEXT NOT NULL, cancelled_by BIGINT, cancelled_at TEXT);
INSERT INTO "event" VALUES(1,'agency 1','kind 1','title 1','2026-11-21',1,'2026-11-21T02:00:00.000000+00:00',1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "event" VALUES(2,'agency 2','kind 2','title 2','2026-11-22',2,'2026-11-22T02:00:00.000000+00:00',2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE file_reading (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, thread TEXT NOT NULL,
                person BIGINT NOT NULL, language TEXT NOT NULL, message_id TEXT NOT NULL, name TEXT NOT NULL,
                media_type TEXT NOT NULL, size BIGINT NOT NULL, largest BIGINT NOT NULL, place TEXT NOT NULL,
                asked_at TEXT NOT NULL, purpose TEXT NOT NULL DEFAULT 'document', about TEXT NOT NULL DEFAULT '');
INSERT INTO "file_reading" VALUES(1,'channel 1','chat 1','thread 1',1,'language 1','message_id 1','name 1','media_type 1',1,1,'place 1','2026-11-21T02:00:00.000000+00:00','purpose 1','about 1');
INSERT INTO "file_reading" VALUES(2,'channel 2','chat 2','thread 2',2,'language 2','message_id 2','name 2','media_type 2',2,2,'place 2','2026-11-22T02:00:00.000000+00:00','purpose 2','about 2');
CREATE TABLE inbox (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, message_id TEXT NOT NULL, chat TEXT NOT NULL,
                is_group INTEGER NOT NULL, sender TEXT NOT NULL, text TEXT NOT NULL, said_at TEXT NOT NULL,
                received_at TEXT NOT NULL, asked INTEGER NOT NULL DEFAULT 0, UNIQUE (channel, message_id));
INSERT INTO "inbox" VALUES(1,'channel 1','message_id 1','chat 1',1,'sender 1','text 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00',1);
INSERT INTO "inbox" VALUES(2,'channel 2','message_id 2','chat 2',2,'sender 2','text 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00',2);
CREATE TABLE invite (
                digest TEXT PRIMARY KEY, kind TEXT NOT NULL, role TEXT NOT NULL, agency TEXT, person BIGINT,
                uses_left INTEGER NOT NULL, expires_at TEXT NOT NULL, number BIGINT, uses INTEGER NOT NULL DEFAULT 0, made_by BIGINT, is_open INTEGER NOT NULL DEFAULT 1);
INSERT INTO "invite" VALUES('digest 1','kind 1','role 1','agency 1',1,1,'2026-11-21T02:00:00.000000+00:00',1,1,1,1);
INSERT INTO "invite" VALUES('digest 2','kind 2','role 2','agency 2',2,2,'2026-11-22T02:00:00.000000+00:00',2,2,2,2);
CREATE TABLE kept_file (
                id BIGINT PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL, size BIGINT NOT NULL,
                content BYTEA NOT NULL);
INSERT INTO "kept_file" VALUES(1,'name 1','media_type 1',1,X'25504446');
INSERT INTO "kept_file" VALUES(2,'name 2','media_type 2',2,X'25504446');
CREATE TABLE learned_limit (channel TEXT PRIMARY KEY, per_second DOUBLE PRECISION NOT NULL);
INSERT INTO "learned_limit" VALUES('channel 1',1.0);
INSERT INTO "learned_limit" VALUES('channel 2',2.0);
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
INSERT INTO "migration" VALUES(11,'What a platform lets us send in a month is counted.');
INSERT INTO "migration" VALUES(12,'What was reminded of, or skipped, is never computed anew; what was put off or done is not reminded of.');
INSERT INTO "migration" VALUES(13,'An agency has days off of its own and events to report on; a chat says when and of what it is told.');
INSERT INTO "migration" VALUES(14,'A file goes with what is said, and is only read to be sent; BYTEA, as both databases take bytes in it.');
INSERT INTO "migration" VALUES(15,'A reminder is sent within its hours and holds up no answer until then; time in which it may not be sent is no reason to give it up; what was given up is told of once, and sent again at most once.');
INSERT INTO "migration" VALUES(16,'A calendar program reads an agency''s calendar at an address of the chat that asked for it; only a digest of its key is kept, and it goes with the chat.');
INSERT INTO "migration" VALUES(17,'The office that follows the whole programme has chats; what nobody took note of is brought before an agency''s officers and then before that office, once; what is done is done on a day.');
INSERT INTO "migration" VALUES(18,'Who is next in each chat is found without looking at all that waits behind, and answers go first.');
INSERT INTO "migration" VALUES(19,'What was learned of how fast a platform takes messages outlives a restart.');
INSERT INTO "migration" VALUES(20,'Every change is written down in order, with what was before and after it, each chained to the one before it.');
INSERT INTO "migration" VALUES(21,'What is written down for ever names a chat and a code by a number of our own, never by what a platform calls them; a code can be taken back; what would do harm is confirmed once, by who asked for it.');
INSERT INTO "migration" VALUES(22,'Who asks for a backup is told when it is made, by a job: that may take longer than an answer should.');
INSERT INTO "migration" VALUES(23,'A file that an admin has sent is read by a job, as that may take a minute; what it says is kept as a draft that outlives a restart, until somebody publishes it or gives it up.');
INSERT INTO "migration" VALUES(24,'A notice goes to many chats, each once, and its picture is kept once; its writer sees how far it has come in one message that is changed, and can leave it half written.');
INSERT INTO "migration" VALUES(25,'Questions that were not answered are kept, who asked as a digest, until somebody makes them answerable; who wishes so is told once. How much was asked and how fast it was answered are numbers of days.');
INSERT INTO "migration" VALUES(26,'Who confirms something has not seen what others changed since it was asked.');
INSERT INTO "migration" VALUES(27,'A wish to be told has the words that were typed there, and they go with whoever typed them; of one that may hold somebody else''s nothing is kept.');
INSERT INTO "migration" VALUES(28,'Long changes are listed without being read whole.');
INSERT INTO "migration" VALUES(29,'Whether somebody may still hear of a notice is asked of each person and each message.');
INSERT INTO "migration" VALUES(30,'The document by which something is done can be sent as a file, which is kept with the record.');
CREATE TABLE month_sent (
                channel TEXT NOT NULL, month TEXT NOT NULL, messages BIGINT NOT NULL DEFAULT 0,
                PRIMARY KEY (channel, month));
INSERT INTO "month_sent" VALUES('channel 1','month 1',1);
INSERT INTO "month_sent" VALUES('channel 2','month 2',2);
CREATE TABLE outbox (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, is_group INTEGER NOT NULL,
                reply TEXT NOT NULL, unique_key TEXT UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'retry', 'dead', 'unknown')),
                due_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, repeated INTEGER NOT NULL DEFAULT 0,
                proof TEXT, reason TEXT, created_at TEXT NOT NULL, finished_at TEXT, thread TEXT NOT NULL DEFAULT '', person BIGINT, agency TEXT, parts_sent INTEGER NOT NULL DEFAULT 0, in_hours INTEGER NOT NULL DEFAULT 0, tried_since TEXT, held_for TEXT NOT NULL DEFAULT '', held_since TEXT, replaced_by BIGINT, told INTEGER NOT NULL DEFAULT 0, turn INTEGER NOT NULL DEFAULT 1, edits BIGINT);
INSERT INTO "outbox" VALUES(1,'channel 1','chat 1',1,'{"text": "trả lời", "buttons": [], "language": "vi"}','unique_key 1','waiting','2026-11-21T02:00:00.000000+00:00',1,1,'proof 1','reason 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00','thread 1',1,'agency 1',1,1,'2026-11-21T02:00:00.000000+00:00','held_for 1','2026-11-21T02:00:00.000000+00:00',1,1,1,1);
INSERT INTO "outbox" VALUES(2,'channel 2','chat 2',2,'{"text": "trả lời", "buttons": [], "language": "vi"}','unique_key 2','waiting','2026-11-22T02:00:00.000000+00:00',2,2,'proof 2','reason 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00','thread 2',2,'agency 2',2,2,'2026-11-22T02:00:00.000000+00:00','held_for 2','2026-11-22T02:00:00.000000+00:00',2,2,2,2);
CREATE TABLE outbox_file (
                outbox BIGINT PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE, name TEXT NOT NULL,
                media_type TEXT NOT NULL, size BIGINT NOT NULL, content BYTEA NOT NULL, kept BIGINT);
INSERT INTO "outbox_file" VALUES(1,'name 1','media_type 1',1,X'25504446',1);
INSERT INTO "outbox_file" VALUES(2,'name 2','media_type 2',2,X'25504446',2);
CREATE TABLE overlay (kind TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, subject));
INSERT INTO "overlay" VALUES('kind 1','subject 1','value 1');
INSERT INTO "overlay" VALUES('kind 2','subject 2','value 2');
CREATE TABLE person (id BIGINT PRIMARY KEY, language TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, role TEXT NOT NULL DEFAULT '');
INSERT INTO "person" VALUES(1,'language 1','2026-11-21T02:00:00.000000+00:00','2026-11-21T02:00:00.000000+00:00','role 1');
INSERT INTO "person" VALUES(2,'language 2','2026-11-22T02:00:00.000000+00:00','2026-11-22T02:00:00.000000+00:00','role 2');
CREATE TABLE person_agency (
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE, agency TEXT NOT NULL,
                PRIMARY KEY (person, agency));
INSERT INTO "person_agency" VALUES(1,'agency 1');
INSERT INTO "person_agency" VALUES(2,'agency 2');
CREATE TABLE proof_file (
                agency TEXT NOT NULL, obligation TEXT NOT NULL, proof TEXT NOT NULL, kept BIGINT NOT NULL,
                name TEXT NOT NULL, size BIGINT NOT NULL, sent_at TEXT NOT NULL, PRIMARY KEY (agency, obligation));
INSERT INTO "proof_file" VALUES('agency 1','obligation 1','proof 1',1,'name 1',1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "proof_file" VALUES('agency 2','obligation 2','proof 2',2,'name 2',2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE reminder (
                reminder_key TEXT PRIMARY KEY, agency TEXT NOT NULL, obligation TEXT NOT NULL, step_day TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('said', 'skipped')), outbox BIGINT, reason TEXT,
                settled_at TEXT NOT NULL);
INSERT INTO "reminder" VALUES('reminder_key 1','agency 1','obligation 1','2026-11-21','said',1,'reason 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "reminder" VALUES('reminder_key 2','agency 2','obligation 2','2026-11-22','said',2,'reason 2','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "secret" VALUES('name 1','value 1');
INSERT INTO "secret" VALUES('name 2','value 2');
CREATE TABLE snooze (
                agency TEXT NOT NULL, obligation TEXT NOT NULL, until TEXT NOT NULL, person BIGINT NOT NULL,
                put_off_at TEXT NOT NULL, PRIMARY KEY (agency, obligation));
INSERT INTO "snooze" VALUES('agency 1','obligation 1','2026-11-21',1,'2026-11-21T02:00:00.000000+00:00');
INSERT INTO "snooze" VALUES('agency 2','obligation 2','2026-11-22',2,'2026-11-22T02:00:00.000000+00:00');
CREATE TABLE unanswered (
                id BIGINT PRIMARY KEY, likeness TEXT NOT NULL UNIQUE, grp BIGINT REFERENCES unanswered_group (id));
INSERT INTO "unanswered" VALUES(1,'likeness 1',1);
INSERT INTO "unanswered" VALUES(2,'likeness 2',2);
CREATE TABLE unanswered_ask (
                id BIGINT PRIMARY KEY, question BIGINT NOT NULL REFERENCES unanswered (id) ON DELETE CASCADE,
                asker TEXT NOT NULL, words TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL,
                asked_at TEXT NOT NULL);
INSERT INTO "unanswered_ask" VALUES(1,1,'asker 1','words 1','kind 1','language 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "unanswered_ask" VALUES(2,2,'asker 2','words 2','kind 2','language 2','2026-11-22T02:00:00.000000+00:00');
CREATE TABLE unanswered_group (id BIGINT PRIMARY KEY, state TEXT NOT NULL DEFAULT '', state_at TEXT);
INSERT INTO "unanswered_group" VALUES(1,'state 1','2026-11-21T02:00:00.000000+00:00');
INSERT INTO "unanswered_group" VALUES(2,'state 2','2026-11-22T02:00:00.000000+00:00');
CREATE INDEX inbox_by_chat ON inbox (channel, chat, id);
CREATE INDEX inbox_by_age ON inbox (received_at);
CREATE INDEX account_by_person ON account (person);
CREATE INDEX conversation_by_person ON conversation (person);
CREATE INDEX outbox_by_chat ON outbox (channel, chat, id);
CREATE INDEX outbox_open ON outbox (channel, chat, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_due ON outbox (channel, due_at, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_by_person ON outbox (person);
CREATE INDEX chat_by_agency ON chat (agency, position);
CREATE INDEX bucket_by_age ON bucket (at);
CREATE INDEX reminder_by_agency ON reminder (agency, step_day);
CREATE INDEX reminder_by_row ON reminder (outbox);
CREATE INDEX completion_by_agency ON completion (agency, obligation);
CREATE INDEX event_by_agency ON event (agency, day);
CREATE INDEX outbox_for_agency ON outbox (agency, id) WHERE finished_at IS NULL AND agency IS NOT NULL;
CREATE INDEX outbox_sending ON outbox (channel, chat) WHERE state = 'sending';
CREATE INDEX outbox_dead ON outbox (finished_at) WHERE state = 'dead';
CREATE INDEX escalation_by_row ON escalation (outbox);
CREATE INDEX outbox_turn ON outbox (channel, turn, due_at, id) WHERE finished_at IS NULL;
CREATE INDEX outbox_by_age ON outbox (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX change_by_subject ON change (subject, id);
CREATE INDEX change_by_kind ON change (kind, id);
CREATE INDEX change_by_person ON change (person, id);
CREATE INDEX change_by_batch ON change (batch);
CREATE UNIQUE INDEX chat_by_number ON chat (number);
CREATE UNIQUE INDEX invite_by_number ON invite (number);
CREATE INDEX confirmation_by_person ON confirmation (person);
CREATE INDEX announcement_open ON announcement (id) WHERE state <> 'over';
CREATE INDEX outbox_file_kept ON outbox_file (kept) WHERE kept IS NOT NULL;
CREATE INDEX unanswered_by_group ON unanswered (grp);
CREATE INDEX unanswered_ask_by_question ON unanswered_ask (question);
CREATE INDEX unanswered_ask_by_asker ON unanswered_ask (asker, asked_at);
CREATE INDEX unanswered_ask_by_age ON unanswered_ask (asked_at);
CREATE INDEX inbox_asked ON inbox (id) WHERE asked = 1;
CREATE INDEX answer_wish_by_person ON answer_wish (person);
CREATE INDEX answer_wish_by_chat ON answer_wish (channel, chat);
CREATE INDEX announcement_chat_by_person ON announcement_chat (person);
CREATE INDEX announcement_chat_by_outbox ON announcement_chat (outbox);
CREATE INDEX proof_file_kept ON proof_file (kept);
COMMIT;
