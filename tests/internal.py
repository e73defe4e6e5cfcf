"""The documents with something in them flagged as internal, and which runs of words give it away."""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from knowledge.catalog.catalog import Catalog
from knowledge.reading.facts import read_facts
from knowledge.texts import keys, say
from tests.questions.asking import DOCUMENTS

WHOLE = ("documents.toml", 'id = "47/NQ-CP"', "internal = true")
SINGLE = ("documents.toml", 'id = "47/NQ-CP"', 'internal_tasks = ["2.6", "4.4"]')
REPORT = ("duties.toml", 'id = "tt02-bao-cao-nam"', "internal = true")
NOTE = "chỉ hiện cho thành viên, trong trò chuyện riêng hoặc trong nhóm của cơ quan được giao"
TITLE = "Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài"
_RUN = 5
"""Words in a row."""

Flag = tuple[str, str, str]


def flag(folder: Path, *flags: Flag) -> Path:
    """A copy of the data folder in which a line stands below another line of a file."""
    shutil.copytree(DOCUMENTS, folder)
    for file, below, line in flags:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(f"{below}\n") == 1, below
        (folder / file).write_text(text.replace(f"{below}\n", f"{below}\n{line}\n"), encoding="utf-8")
    return folder


@cache
def catalog_with(*flags: Flag) -> Catalog:
    with TemporaryDirectory() as folder:
        return Catalog(read_facts(flag(Path(folder) / "documents", *flags)))


def runs(text: str) -> Iterator[str]:
    words = re.findall(r"[\w/]+", text.lower())
    return (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


@cache
def secrets(catalog: Catalog) -> frozenset[str]:
    """Every five words in a row that internal titles and clauses say, and nothing that is open to all says too."""
    facts = catalog.facts
    hidden = {document.id for document in facts.documents if document.internal}
    of_tasks = {task.id for task in facts.tasks if task.internal}
    internal = [text for task in facts.tasks if task.internal for text in (task.title, *facts.labels.get(task.id, ()))]
    internal += [clause.text for clause in facts.provisions if clause.document in hidden]
    internal += [text for duty in facts.duties if duty.internal for text in (duty.title, duty.title_en, duty.quote)]
    internal += [text for note in facts.related if note.about in of_tasks for text in (note.text, note.text_en)]
    doubtful = [doubt for doubt in facts.directory.undetermined.values() if doubt.task in of_tasks]
    internal += [text for doubt in doubtful for text in (doubt.why, doubt.why_en)]
    internal += [document.title for document in facts.documents if document.internal]
    open_ = [text for task in facts.tasks if not task.internal for text in (task.title, *facts.labels.get(task.id, ()))]
    open_ += [clause.text for clause in facts.provisions if clause.document not in hidden]
    notes = [note for note in facts.related if note.about not in of_tasks]
    doubts = [doubt for doubt in facts.directory.undetermined.values() if doubt.task not in of_tasks]
    records = (*facts.directory.agencies.values(), *doubts, *notes)
    duties = [duty for duty in facts.duties if not duty.internal]
    documents = [document for document in facts.documents if not document.internal]
    open_ += [text for each in (*records, *duties, *documents) for text in _texts(each)]
    open_ += [*keys("vi").values(), *keys("en").values()]
    open_ += [say("vi", "tasks.via_group", n=2, role=say("vi", f"role.{role}")) for role in ("lead", "coordinate")]
    return frozenset(_runs_of(internal) - _runs_of(open_))


def _runs_of(texts: Iterable[str]) -> set[str]:
    return {run for text in texts for run in runs(text)}


def _texts(record: Any) -> Iterator[str]:
    """Every text in a record and in the records in it."""
    if isinstance(record, str):
        yield record
    elif is_dataclass(record):
        yield from (text for field in fields(record) for text in _texts(getattr(record, field.name)))
    elif isinstance(record, tuple):
        yield from (text for each in record for text in _texts(each))
