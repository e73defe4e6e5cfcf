"""A process that answers one question from the facts in a database, and says what that took (see program.big)."""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from bot.facts import load_calendar
from knowledge.catalog.catalog import Catalog
from knowledge.memory import DATABASE, open_store, snapshot
from knowledge.questions import Conversation, ask
from tests.benchmarks.measuring import tidy, timed
from tests.benchmarks.program import Loaded, resident
from tests.benchmarks.questions import NOW


def main(folder: str, fingerprint: str, question: str) -> None:
    store = open_store(Path(folder) / DATABASE)
    facts, load = timed(lambda: store.call(snapshot.load, fingerprint))
    assert facts is not None
    catalog, build = timed(lambda: Catalog(facts))
    calendar = load_calendar()
    _, first = timed(lambda: ask(catalog, calendar, question, Conversation(), NOW))
    tidy()
    pid = os.getpid()
    size = len(catalog.tasks)
    loaded = Loaded(size, load / 1000, build / 1000, first / 1000, resident(pid), resident(pid, "VmHWM"))
    print(json.dumps(asdict(loaded)))


if __name__ == "__main__":
    main(*sys.argv[1:])
