"""The documents with something in them flagged as internal, and which runs of words give it away."""

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from knowledge.catalog.catalog import Catalog
from knowledge.reading.facts import Facts, read_facts
from knowledge.texts import keys
from tests.questions.asking import DOCUMENTS

WHOLE = ("documents.toml", 'id = "47/NQ-CP"', "internal = true")
SINGLE = ("documents.toml", 'id = "47/NQ-CP"', 'internal_tasks = ["2.6", "4.4"]')
REPORT = ("duties.toml", 'id = "tt02-bao-cao-hang-nam"', "internal = true")
NOTE = "chỉ hiện cho thành viên, trong tin riêng hoặc trong nhóm của cơ quan được giao"
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
    words = text.replace(",", " ").lower().split()
    return (" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


def secrets(facts: Facts) -> frozenset[str]:
    """Every five words in a row that internal titles and clauses say, and nothing that is open to all says too."""
    hidden = {document.id for document in facts.documents if document.internal}
    internal = [text for task in facts.tasks if task.internal for text in (task.title, *facts.labels.get(task.id, ()))]
    internal += [clause.text for clause in facts.provisions if clause.document in hidden]
    internal += [text for duty in facts.duties if duty.internal for text in (duty.title, duty.title_en, duty.quote)]
    internal += [document.title for document in facts.documents if document.internal]
    open_ = [text for task in facts.tasks if not task.internal for text in (task.title, *facts.labels.get(task.id, ()))]
    open_ += [clause.text for clause in facts.provisions if clause.document not in hidden]
    open_ += [text for duty in facts.duties if not duty.internal for text in (duty.title, duty.who, duty.when, duty.to)]
    open_ += [document.title for document in facts.documents if not document.internal]
    open_ += [note.text for note in facts.related if note.about not in {task.id for task in facts.tasks}]
    open_ += [agency.name for agency in facts.directory.agencies.values()]
    open_ += [*keys("vi").values(), *keys("en").values()]
    return frozenset(_runs_of(internal) - _runs_of(open_))


def _runs_of(texts: Iterable[str]) -> set[str]:
    return {run for text in texts for run in runs(text)}
