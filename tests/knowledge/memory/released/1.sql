-- b81d42378dfebc36b9a4eeee66ddc32cba37b14a5e55a082a6b40f100978ec63
BEGIN TRANSACTION;
CREATE TABLE counter (name TEXT PRIMARY KEY, last BIGINT NOT NULL);
INSERT INTO "counter" VALUES('message',100);
INSERT INTO "counter" VALUES('person',100);
CREATE TABLE migration (number INTEGER PRIMARY KEY, why TEXT NOT NULL);
INSERT INTO "migration" VALUES(1,'Messages in and out share one numbering, so that a chat can be read in order and replayed from a number.');
COMMIT;
