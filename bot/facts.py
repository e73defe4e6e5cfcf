"""What is known, for the program and its commands: read from the files once, then kept in the database."""

from pathlib import Path

import knowledge
from bot.settings import Settings
from knowledge.amending.layers import Ground, amended
from knowledge.memory import DATABASE, Store, StoreError, open_store, snapshot
from knowledge.progress.recorded import recorded_until_now
from knowledge.progress.records import NOTHING, Recorded
from knowledge.reading.facts import Facts, fingerprint, read_facts
from knowledge.working_days import Calendar

DOCUMENTS = Path(knowledge.__file__).parent / "documents"


def load_facts(store: Store) -> Facts:
    """As kept in the store, or read from the files when these have changed since. Raises SourceError, StoreError."""
    key = fingerprint(DOCUMENTS)
    facts = store.call(snapshot.load, key)
    if facts is None:
        facts = read_facts(DOCUMENTS)
        store.call(snapshot.save, key, facts)
    return facts


def load_calendar() -> Calendar:
    """On which days offices work. Raises SourceError."""
    return Calendar.read(DOCUMENTS / "holidays.toml")


def facts_for_command(settings: Settings) -> Facts:
    """What a command that only reads knows, with what officials changed. Raises SourceError."""
    return ground_for_command(settings).facts


def recorded_for_command(settings: Settings) -> Recorded:
    """What agencies have reported; nothing where there is no database that it may use."""
    try:
        store = open_store(settings.data.folder / DATABASE)
    except StoreError:
        return NOTHING
    try:
        return store.call(recorded_until_now)
    except StoreError:
        return NOTHING
    finally:
        store.close()


def ground_for_command(settings: Settings) -> Ground:
    """The same with the working days and rhythms: without a database that it may use, the files are read."""
    calendar, rhythms = load_calendar(), settings.remind.rhythms
    try:
        store = open_store(settings.data.folder / DATABASE)
    except StoreError:
        return Ground(read_facts(DOCUMENTS), calendar, rhythms)
    try:
        return store.call(amended, Ground(load_facts(store), calendar, rhythms))
    except StoreError:
        return Ground(read_facts(DOCUMENTS), calendar, rhythms)
    finally:
        store.close()
