"""How the database came to its present shape. Append only: a migration that was ever released is never edited."""

from dataclasses import dataclass

from knowledge.memory.store import StoreError, Transaction


@dataclass(frozen=True, slots=True)
class Migration:
    """One step, done in the transaction that also writes down that it is done."""

    why: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "Messages in and out share one numbering, so that a chat can be read in order and replayed from a number.",
        (
            "CREATE TABLE counter (name TEXT PRIMARY KEY, last BIGINT NOT NULL)",
            "INSERT INTO counter (name, last) VALUES ('message', 0), ('person', 0)",
        ),
    ),
    Migration(
        "A message is stored before the channel acknowledges it, and the same message is recognised again.",
        (
            """CREATE TABLE inbox (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, message_id TEXT NOT NULL, chat TEXT NOT NULL,
                is_group INTEGER NOT NULL, sender TEXT NOT NULL, text TEXT NOT NULL, said_at TEXT NOT NULL,
                received_at TEXT NOT NULL, UNIQUE (channel, message_id))""",
            "CREATE INDEX inbox_by_chat ON inbox (channel, chat, id)",
            "CREATE INDEX inbox_by_age ON inbox (received_at)",
        ),
    ),
    Migration(
        "A person has a number of our own, so that one person can later be known on several channels.",
        (
            "CREATE TABLE person ("
            "id BIGINT PRIMARY KEY, language TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL)",
            """CREATE TABLE account (
                channel TEXT NOT NULL, sender TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                PRIMARY KEY (channel, sender))""",
            "CREATE INDEX account_by_person ON account (person)",
        ),
    ),
    Migration(
        "A restart forgets nothing of what a person was talking about, in each chat by itself.",
        (
            """CREATE TABLE conversation (
                channel TEXT NOT NULL, chat TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                state TEXT NOT NULL, changed_at TEXT NOT NULL, PRIMARY KEY (channel, chat, person))""",
            "CREATE INDEX conversation_by_person ON conversation (person)",
        ),
    ),
    Migration(
        "What will be said is written down before it is said, so that an interrupted sending is seen.",
        (
            """CREATE TABLE outbox (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, is_group INTEGER NOT NULL,
                reply TEXT NOT NULL, unique_key TEXT UNIQUE,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'retry', 'dead', 'unknown')),
                due_at TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, repeated INTEGER NOT NULL DEFAULT 0,
                proof TEXT, reason TEXT, created_at TEXT NOT NULL, finished_at TEXT)""",
            "CREATE INDEX outbox_by_chat ON outbox (channel, chat, id)",
            "CREATE INDEX outbox_open ON outbox (channel, chat, id) WHERE finished_at IS NULL",
            "CREATE INDEX outbox_due ON outbox (channel, due_at, id) WHERE finished_at IS NULL",
            "CREATE INDEX outbox_by_age ON outbox (finished_at)",
        ),
    ),
    Migration(
        "An answer in a group goes to one person and to the topic that asked; what is said to an agency goes to the"
        " first of its chats that can be reached; a long one is sent in parts.",
        (
            "ALTER TABLE outbox ADD COLUMN thread TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE outbox ADD COLUMN person BIGINT",
            "ALTER TABLE outbox ADD COLUMN agency TEXT",
            "ALTER TABLE outbox ADD COLUMN parts_sent INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX outbox_by_person ON outbox (person)",
        ),
    ),
    Migration(
        "A person has a role and agencies, and is written to in private where the person last wrote in private.",
        (
            "ALTER TABLE person ADD COLUMN role TEXT NOT NULL DEFAULT ''",
            """CREATE TABLE person_agency (
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE, agency TEXT NOT NULL,
                PRIMARY KEY (person, agency))""",
            "ALTER TABLE account ADD COLUMN name TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE account ADD COLUMN chat TEXT",
        ),
    ),
    Migration(
        "A chat can be out of reach, and be an agency's own; of several the first that can be reached is used.",
        (
            """CREATE TABLE chat (
                channel TEXT NOT NULL, chat TEXT NOT NULL, is_group INTEGER NOT NULL, title TEXT NOT NULL,
                active INTEGER NOT NULL, agency TEXT, position INTEGER NOT NULL DEFAULT 0, bound_by BIGINT,
                bound_at TEXT, changed_at TEXT NOT NULL, PRIMARY KEY (channel, chat))""",
            "CREATE INDEX chat_by_agency ON chat (agency, position)",
        ),
    ),
    Migration(
        "A code makes the person who sends it something, or binds a group; only its digest is kept.",
        (
            """CREATE TABLE invite (
                digest TEXT PRIMARY KEY, kind TEXT NOT NULL, role TEXT NOT NULL, agency TEXT, person BIGINT,
                uses_left INTEGER NOT NULL, expires_at TEXT NOT NULL)""",
        ),
    ),
    Migration(
        "How much somebody may still send, and whether that was said, outlives a restart.",
        (
            """CREATE TABLE bucket (
                name TEXT PRIMARY KEY, left_over DOUBLE PRECISION NOT NULL, at TEXT NOT NULL,
                told INTEGER NOT NULL DEFAULT 0)""",
            "CREATE INDEX bucket_by_age ON bucket (at)",
        ),
    ),
    Migration(
        "What a platform lets us send in a month is counted.",
        (
            """CREATE TABLE month_sent (
                channel TEXT NOT NULL, month TEXT NOT NULL, messages BIGINT NOT NULL DEFAULT 0,
                PRIMARY KEY (channel, month))""",
        ),
    ),
    Migration(
        "What was reminded of, or skipped, is never computed anew; what was put off or done is not reminded of.",
        (
            """CREATE TABLE reminder (
                reminder_key TEXT PRIMARY KEY, agency TEXT NOT NULL, obligation TEXT NOT NULL, step_day TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('said', 'skipped')), outbox BIGINT, reason TEXT,
                settled_at TEXT NOT NULL)""",
            "CREATE INDEX reminder_by_agency ON reminder (agency, step_day)",
            "CREATE INDEX reminder_by_row ON reminder (outbox)",
            """CREATE TABLE snooze (
                agency TEXT NOT NULL, obligation TEXT NOT NULL, until TEXT NOT NULL, person BIGINT NOT NULL,
                put_off_at TEXT NOT NULL, PRIMARY KEY (agency, obligation))""",
            """CREATE TABLE completion (
                id BIGINT PRIMARY KEY, agency TEXT NOT NULL, obligation TEXT NOT NULL, proof TEXT NOT NULL,
                person BIGINT NOT NULL, completed_at TEXT NOT NULL, taken_back_by BIGINT, taken_back_at TEXT)""",
            "CREATE INDEX completion_by_agency ON completion (agency, obligation)",
            "INSERT INTO counter (name, last) VALUES ('completion', 0)",
            """CREATE TABLE dialogue (
                channel TEXT NOT NULL, chat TEXT NOT NULL, person BIGINT NOT NULL REFERENCES person (id)
                ON DELETE CASCADE, about TEXT NOT NULL, asked_at TEXT NOT NULL,
                PRIMARY KEY (channel, chat, person))""",
            """CREATE TABLE acknowledgement (
                outbox BIGINT PRIMARY KEY, person BIGINT NOT NULL, acknowledged_at TEXT NOT NULL)""",
        ),
    ),
    Migration(
        "An agency has days off of its own and events to report on; a chat says when and of what it is told.",
        (
            """CREATE TABLE day_off (
                agency TEXT NOT NULL, day TEXT NOT NULL, reason TEXT NOT NULL, person BIGINT NOT NULL,
                added_at TEXT NOT NULL, PRIMARY KEY (agency, day))""",
            """CREATE TABLE event (
                id BIGINT PRIMARY KEY, agency TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, day TEXT NOT NULL,
                person BIGINT NOT NULL, added_at TEXT NOT NULL, cancelled_by BIGINT, cancelled_at TEXT)""",
            "CREATE INDEX event_by_agency ON event (agency, day)",
            "INSERT INTO counter (name, last) VALUES ('event', 0)",
            """CREATE TABLE chat_wishes (
                channel TEXT NOT NULL, chat TEXT NOT NULL, first_hour TEXT, last_hour TEXT, quiet TEXT NOT NULL,
                kinds TEXT NOT NULL, paused_until TEXT, person BIGINT NOT NULL, changed_at TEXT NOT NULL,
                PRIMARY KEY (channel, chat))""",
            "CREATE INDEX outbox_for_agency ON outbox (agency, id) WHERE finished_at IS NULL AND agency IS NOT NULL",
        ),
    ),
    Migration(
        "A file goes with what is said, and is only read to be sent; BYTEA, as both databases take bytes in it.",
        (
            """CREATE TABLE outbox_file (
                outbox BIGINT PRIMARY KEY REFERENCES outbox (id) ON DELETE CASCADE, name TEXT NOT NULL,
                media_type TEXT NOT NULL, size BIGINT NOT NULL, content BYTEA NOT NULL)""",
        ),
    ),
    Migration(
        "A reminder is sent within its hours and holds up no answer until then; time in which it may not be sent is no"
        " reason to give it up; what was given up is told of once, and sent again at most once.",
        (
            "ALTER TABLE outbox ADD COLUMN in_hours INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE outbox ADD COLUMN tried_since TEXT",
            "ALTER TABLE outbox ADD COLUMN held_for TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE outbox ADD COLUMN held_since TEXT",
            "ALTER TABLE outbox ADD COLUMN replaced_by BIGINT",
            "ALTER TABLE outbox ADD COLUMN told INTEGER NOT NULL DEFAULT 0",
            "UPDATE outbox SET in_hours = 1 WHERE agency IS NOT NULL AND finished_at IS NULL",
            "UPDATE outbox SET told = 1 WHERE state = 'dead'",
            "UPDATE outbox SET replaced_by = 0 WHERE reason LIKE 'passed on as %'",
            "CREATE INDEX outbox_sending ON outbox (channel, chat) WHERE state = 'sending'",
            "CREATE INDEX outbox_dead ON outbox (finished_at) WHERE state = 'dead'",
        ),
    ),
    Migration(
        "A calendar program reads an agency's calendar at an address of the chat that asked for it; only a digest of"
        " its key is kept, and it goes with the chat.",
        (
            """CREATE TABLE calendar_address (
                digest TEXT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, agency TEXT NOT NULL,
                salt TEXT NOT NULL, made_at TEXT NOT NULL, UNIQUE (channel, chat, agency),
                FOREIGN KEY (channel, chat) REFERENCES chat (channel, chat) ON UPDATE CASCADE ON DELETE CASCADE)""",
        ),
    ),
    Migration(
        "The office that follows the whole programme has chats; what nobody took note of is brought before an agency's"
        " officers and then before that office, once; what is done is done on a day.",
        (
            "ALTER TABLE chat ADD COLUMN coordinating BIGINT",
            """CREATE TABLE escalation (
                reminder_key TEXT NOT NULL, level TEXT NOT NULL CHECK (level IN ('officers', 'office')),
                outbox BIGINT NOT NULL, escalated_at TEXT NOT NULL, PRIMARY KEY (reminder_key, level, outbox))""",
            "CREATE INDEX escalation_by_row ON escalation (outbox)",
            "ALTER TABLE completion ADD COLUMN done_on TEXT",
        ),
    ),
    Migration(
        "Who is next in each chat is found without looking at all that waits behind, and answers go first.",
        (
            "ALTER TABLE outbox ADD COLUMN turn INTEGER NOT NULL DEFAULT 1",
            "CREATE INDEX outbox_turn ON outbox (channel, turn, due_at, id) WHERE finished_at IS NULL",
            "DROP INDEX outbox_by_age",
            "CREATE INDEX outbox_by_age ON outbox (finished_at) WHERE finished_at IS NOT NULL",
        ),
    ),
    Migration(
        "What was learned of how fast a platform takes messages outlives a restart.",
        ("CREATE TABLE learned_limit (channel TEXT PRIMARY KEY, per_second DOUBLE PRECISION NOT NULL)",),
    ),
    Migration(
        "Every change is written down in order, with what was before and after it, each chained to the one before it.",
        (
            """CREATE TABLE change (
                id BIGINT PRIMARY KEY, at TEXT NOT NULL, person BIGINT NOT NULL, channel TEXT NOT NULL,
                kind TEXT NOT NULL, subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
                reason TEXT NOT NULL, basis TEXT NOT NULL, batch BIGINT NOT NULL, undoes BIGINT UNIQUE,
                hash TEXT NOT NULL)""",
            "CREATE INDEX change_by_subject ON change (subject, id)",
            "CREATE INDEX change_by_kind ON change (kind, id)",
            "CREATE INDEX change_by_person ON change (person, id)",
            "CREATE INDEX change_by_batch ON change (batch)",
            "INSERT INTO counter (name, last) VALUES ('change', 0)",
            "CREATE TABLE overlay (kind TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL,"
            " PRIMARY KEY (kind, subject))",
        ),
    ),
    Migration(
        "What is written down for ever names a chat and a code by a number of our own, never by what a platform calls"
        " them; a code can be taken back; what would do harm is confirmed once, by who asked for it.",
        (
            "ALTER TABLE chat ADD COLUMN number BIGINT",
            "CREATE UNIQUE INDEX chat_by_number ON chat (number)",
            "ALTER TABLE invite ADD COLUMN number BIGINT",
            "ALTER TABLE invite ADD COLUMN uses INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE invite ADD COLUMN made_by BIGINT",
            "ALTER TABLE invite ADD COLUMN is_open INTEGER NOT NULL DEFAULT 1",
            "UPDATE invite SET uses = uses_left",
            "CREATE UNIQUE INDEX invite_by_number ON invite (number)",
            """CREATE TABLE confirmation (
                id BIGINT PRIMARY KEY, person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                channel TEXT NOT NULL, chat TEXT NOT NULL, action TEXT NOT NULL, argument TEXT NOT NULL,
                asked_at TEXT NOT NULL)""",
            "CREATE INDEX confirmation_by_person ON confirmation (person)",
            "INSERT INTO counter (name, last) VALUES ('chat', 0), ('invite', 0), ('confirmation', 0)",
        ),
    ),
    Migration(
        "Who asks for a backup is told when it is made, by a job: that may take longer than an answer should.",
        (
            """CREATE TABLE backup_request (
                channel TEXT NOT NULL, chat TEXT NOT NULL, thread TEXT NOT NULL, person BIGINT NOT NULL,
                language TEXT NOT NULL, asked_at TEXT NOT NULL, PRIMARY KEY (channel, chat))""",
        ),
    ),
    Migration(
        "A file that an admin has sent is read by a job, as that may take a minute; what it says is kept as a draft"
        " that outlives a restart, until somebody publishes it or gives it up.",
        (
            """CREATE TABLE file_reading (
                id BIGINT PRIMARY KEY, channel TEXT NOT NULL, chat TEXT NOT NULL, thread TEXT NOT NULL,
                person BIGINT NOT NULL, language TEXT NOT NULL, message_id TEXT NOT NULL, name TEXT NOT NULL,
                media_type TEXT NOT NULL, size BIGINT NOT NULL, largest BIGINT NOT NULL, place TEXT NOT NULL,
                asked_at TEXT NOT NULL)""",
            """CREATE TABLE document_draft (
                id BIGINT PRIMARY KEY, person BIGINT NOT NULL, file TEXT NOT NULL, version INTEGER NOT NULL,
                content TEXT NOT NULL, created_at TEXT NOT NULL, changed_at TEXT NOT NULL)""",
            "INSERT INTO counter (name, last) VALUES ('file_reading', 0), ('document_draft', 0)",
        ),
    ),
    Migration(
        "A notice goes to many chats, each once, and its picture is kept once; its writer sees how far it has come in"
        " one message that is changed, and can leave it half written.",
        (
            """CREATE TABLE announcement (
                id BIGINT PRIMARY KEY, person BIGINT NOT NULL, asked_in BIGINT NOT NULL, language TEXT NOT NULL,
                text TEXT NOT NULL, words TEXT NOT NULL, missing TEXT NOT NULL, made_at TEXT NOT NULL,
                starts_at TEXT NOT NULL, picture BIGINT,
                state TEXT NOT NULL CHECK (state IN ('open', 'stopped', 'over')),
                shown_in BIGINT, shown TEXT NOT NULL DEFAULT '')""",
            "CREATE INDEX announcement_open ON announcement (id) WHERE state <> 'over'",
            """CREATE TABLE announcement_chat (
                announcement BIGINT NOT NULL REFERENCES announcement (id) ON DELETE CASCADE, chat BIGINT NOT NULL,
                agency TEXT NOT NULL, person BIGINT, language TEXT NOT NULL, outbox BIGINT,
                became TEXT CHECK (became IN ('sent', 'dead', 'stopped')), reason TEXT NOT NULL DEFAULT '',
                PRIMARY KEY (announcement, chat))""",
            """CREATE TABLE announcement_draft (
                person BIGINT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE, draft TEXT NOT NULL,
                picture BIGINT, changed_at TEXT NOT NULL)""",
            """CREATE TABLE kept_file (
                id BIGINT PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL, size BIGINT NOT NULL,
                content BYTEA NOT NULL)""",
            "ALTER TABLE outbox_file ADD COLUMN kept BIGINT",
            "CREATE INDEX outbox_file_kept ON outbox_file (kept) WHERE kept IS NOT NULL",
            "ALTER TABLE outbox ADD COLUMN edits BIGINT",
            "ALTER TABLE file_reading ADD COLUMN purpose TEXT NOT NULL DEFAULT 'document'",
            "INSERT INTO counter (name, last) VALUES ('announcement', 0), ('kept_file', 0)",
        ),
    ),
    Migration(
        "Questions that were not answered are kept, who asked as a digest, until somebody makes them answerable; who"
        " wishes so is told once. How much was asked and how fast it was answered are numbers of days.",
        (
            "CREATE TABLE secret (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "CREATE TABLE unanswered_group (id BIGINT PRIMARY KEY, state TEXT NOT NULL DEFAULT '', state_at TEXT)",
            """CREATE TABLE unanswered (
                id BIGINT PRIMARY KEY, likeness TEXT NOT NULL UNIQUE, grp BIGINT REFERENCES unanswered_group (id))""",
            "CREATE INDEX unanswered_by_group ON unanswered (grp)",
            """CREATE TABLE unanswered_ask (
                id BIGINT PRIMARY KEY, question BIGINT NOT NULL REFERENCES unanswered (id) ON DELETE CASCADE,
                asker TEXT NOT NULL, words TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL,
                asked_at TEXT NOT NULL)""",
            "CREATE INDEX unanswered_ask_by_question ON unanswered_ask (question)",
            "CREATE INDEX unanswered_ask_by_asker ON unanswered_ask (asker, asked_at)",
            "CREATE INDEX unanswered_ask_by_age ON unanswered_ask (asked_at)",
            """CREATE TABLE answer_wish (
                question BIGINT NOT NULL REFERENCES unanswered (id) ON DELETE CASCADE, channel TEXT NOT NULL,
                chat TEXT NOT NULL, is_group INTEGER NOT NULL, thread TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE, words TEXT NOT NULL,
                language TEXT NOT NULL, wished_at TEXT NOT NULL, PRIMARY KEY (question, channel, chat),
                FOREIGN KEY (channel, chat) REFERENCES chat (channel, chat) ON UPDATE CASCADE ON DELETE CASCADE)""",
            "CREATE INDEX answer_wish_by_person ON answer_wish (person)",
            "CREATE INDEX answer_wish_by_chat ON answer_wish (channel, chat)",
            """CREATE TABLE asked_count (
                day TEXT NOT NULL, channel TEXT NOT NULL, agency TEXT NOT NULL, kind TEXT NOT NULL, n BIGINT NOT NULL,
                PRIMARY KEY (day, channel, agency, kind))""",
            """CREATE TABLE answer_time (
                day TEXT NOT NULL, channel TEXT NOT NULL, milliseconds BIGINT NOT NULL, n BIGINT NOT NULL,
                PRIMARY KEY (day, channel, milliseconds))""",
            "INSERT INTO counter (name, last) VALUES ('unanswered', 0), ('unanswered_group', 0)",
            "ALTER TABLE inbox ADD COLUMN asked INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX inbox_asked ON inbox (id) WHERE asked = 1",
        ),
    ),
    Migration(
        "Who confirms something has not seen what others changed since it was asked.",
        ("ALTER TABLE confirmation ADD COLUMN seen BIGINT NOT NULL DEFAULT 0",),
    ),
    Migration(
        "A wish to be told has the words that were typed there, and they go with whoever typed them; of one that may"
        " hold somebody else's nothing is kept.",
        (
            "ALTER TABLE answer_wish RENAME TO answer_wish_with_words",
            "DROP INDEX answer_wish_by_person",
            "DROP INDEX answer_wish_by_chat",
            """CREATE TABLE answer_wish (
                ask BIGINT NOT NULL REFERENCES unanswered_ask (id) ON DELETE CASCADE, channel TEXT NOT NULL,
                chat TEXT NOT NULL, is_group INTEGER NOT NULL, thread TEXT NOT NULL,
                person BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                language TEXT NOT NULL, wished_at TEXT NOT NULL, PRIMARY KEY (ask, channel, chat),
                FOREIGN KEY (channel, chat) REFERENCES chat (channel, chat) ON UPDATE CASCADE ON DELETE CASCADE)""",
            """INSERT INTO answer_wish (ask, channel, chat, is_group, thread, person, language, wished_at)
                SELECT MAX(a.id), w.channel, w.chat, w.is_group, w.thread, w.person, w.language, w.wished_at
                FROM answer_wish_with_words w
                JOIN unanswered_ask a ON a.question = w.question AND a.words = w.words
                WHERE (SELECT COUNT(DISTINCT b.asker) FROM unanswered_ask b WHERE b.question = w.question) = 1
                GROUP BY w.channel, w.chat, w.is_group, w.thread, w.person, w.language, w.wished_at, w.question""",
            "DROP TABLE answer_wish_with_words",
            "CREATE INDEX answer_wish_by_person ON answer_wish (person)",
            "CREATE INDEX answer_wish_by_chat ON answer_wish (channel, chat)",
        ),
    ),
    Migration(
        "Long changes are listed without being read whole.",
        (
            """CREATE TABLE change_brief (
                change BIGINT PRIMARY KEY REFERENCES change (id) ON DELETE CASCADE, was TEXT NOT NULL,
                will TEXT NOT NULL, ids TEXT NOT NULL)""",
        ),
    ),
    Migration(
        "Whether somebody may still hear of a notice is asked of each person and each message.",
        (
            "CREATE INDEX announcement_chat_by_person ON announcement_chat (person)",
            "CREATE INDEX announcement_chat_by_outbox ON announcement_chat (outbox)",
        ),
    ),
    Migration(
        "The document by which something is done can be sent as a file, which is kept with the record.",
        (
            """CREATE TABLE proof_file (
                agency TEXT NOT NULL, obligation TEXT NOT NULL, proof TEXT NOT NULL, kept BIGINT NOT NULL,
                name TEXT NOT NULL, size BIGINT NOT NULL, sent_at TEXT NOT NULL, PRIMARY KEY (agency, obligation))""",
            "CREATE INDEX proof_file_kept ON proof_file (kept)",
            "ALTER TABLE file_reading ADD COLUMN about TEXT NOT NULL DEFAULT ''",
        ),
    ),
)


def migrate(tx: Transaction, migrations: tuple[Migration, ...] = MIGRATIONS) -> int:
    """Bring the database up to date; returns its schema number. Raises StoreError when it is from a newer program."""
    tx.change("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, why TEXT NOT NULL)")
    row = tx.first("SELECT COALESCE(MAX(number), 0) FROM migration")
    done = int(row[0]) if row else 0
    if done > len(migrations):
        raise StoreError(
            f"the database has schema {done}, made by a newer version; this version knows schema {len(migrations)}: "
            "start the newer version, or use another data folder"
        )
    for number, migration in enumerate(migrations[done:], start=done + 1):
        for statement in migration.statements:
            tx.change(statement)
        tx.change("INSERT INTO migration (number, why) VALUES (:number, :why)", number=number, why=migration.why)
    return len(migrations)
