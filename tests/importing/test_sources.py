"""The annexes of our own collection, turned into Word and PDF, import to the same tasks."""

import re
from collections.abc import Callable
from html import escape

import pytest

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.draft import Draft
from knowledge.reading.drafts.one_file import read_file
from knowledge.reading.drafts.unreadable import Unreadable, Why
from knowledge.reading.facts import read_facts
from knowledge.reading.source import Source
from knowledge.records import Task
from tests.importing.conftest import DOCUMENTS
from tests.importing.word import as_bytes, new_document

ANNEXES = {"47-NQ-CP.txt": ("47/NQ-CP", 56), "1486-QD-TTg.txt": ("1486/QĐ-TTg", 12)}


FACTS = read_facts(DOCUMENTS)


@pytest.fixture(scope="module")
def known() -> dict[str, list[Task]]:
    return {symbol: [task for task in FACTS.tasks if task.document == symbol] for symbol, _ in ANNEXES.values()}


def rows_of(file: str) -> list[list[str]]:
    """The lines of the annex as cells, also those that go on with a row; without rules and repeated headings."""
    symbol, _ = ANNEXES[file]
    lines = Source.open(DOCUMENTS / file, [each for each in FACTS.corrections if each.document == symbol]).lines
    cells = [[re.sub(r"</?[bi]>|[*]", "", cell).strip() for cell in line.split("\t")] for line in lines if "\t" in line]
    rows = [row for row in cells if any(cell.strip("-|: ") for cell in row) and row[0] not in ("TT", "STT")]
    return [["TT", "Tên đề án, nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"], *rows]


def word_file(rows: list[list[str]]) -> bytes:
    document = new_document()
    table = document.add_table(rows=0, cols=5)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    return as_bytes(document)


def html_page(rows: list[list[str]]) -> str:
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in [*row, *[""] * (5 - len(row))]) + "</tr>"
        for row in rows
    )
    style = (
        "@page{size:A4}body{font:11pt 'DejaVu Serif'}table{border-collapse:collapse}td{border:1px solid;padding:4px}"
    )
    return f"<meta charset=utf-8><style>{style}</style><p>Phụ lục</p><table>{body}</table>"


def assert_same(draft: Draft, known: list[Task], directory: AgencyDirectory, *, loose: bool = False) -> None:
    def plain(text: str) -> str:
        return "".join(text.split()) if loose else text

    assert [task.number for task in draft.tasks] == [task.number for task in known]
    for read, task in zip(draft.tasks, known, strict=True):
        assert plain(read.title) == plain(task.title)
        assert tuple(agency.id for agency in read.lead.named) == task.lead.named
        assert tuple(agency.id for agency in read.coordinate.named) == task.coordinate.named
        assert [plain(each) for each in read.lead.collectives] == [plain(each) for each in task.lead.collectives]
        assert [plain(each) for each in read.coordinate.collectives] == [
            plain(each) for each in task.coordinate.collectives
        ]
        assert (read.deadline.last_year, read.deadline.recurring) == (task.period.last_year, task.period.recurring)


@pytest.mark.parametrize("file", ANNEXES)
def test_an_annex_of_ours_as_word_document_imports_to_the_same_tasks(
    file: str, known: dict[str, list[Task]], directory: AgencyDirectory
) -> None:
    symbol, count = ANNEXES[file]
    draft = read_file(word_file(rows_of(file)), "annex.docx", directory)
    assert len(draft.tasks) == count
    assert_same(draft, known[symbol], directory)


@pytest.mark.parametrize("file", ANNEXES)
def test_an_annex_of_ours_as_pdf_imports_to_the_same_tasks(
    file: str, known: dict[str, list[Task]], directory: AgencyDirectory, printed: Callable[[str], bytes]
) -> None:
    symbol, count = ANNEXES[file]
    draft = read_file(printed(html_page(rows_of(file))), "annex.pdf", directory)
    assert len(draft.tasks) == count
    assert_same(draft, known[symbol], directory, loose=True)


def test_the_draft_as_copied_from_its_pdf_imports_to_the_same_number_of_flagged_tasks(
    directory: AgencyDirectory,
) -> None:
    draft = read_file((DOCUMENTS / "47-NQ-CP-du-thao.txt").read_bytes(), "47-NQ-CP-du-thao.txt", directory)
    assert len(draft.tasks) == 56
    assert all(task.flags for task in draft.tasks)


@pytest.mark.parametrize("file", ["chi-thi-21-2012.txt", "cong-van-2024.txt"])
def test_a_document_without_an_annex_is_refused(file: str, directory: AgencyDirectory) -> None:
    document = new_document()
    for line in (DOCUMENTS / file).read_text(encoding="utf-8").splitlines():
        document.add_paragraph(line)
    with pytest.raises(Unreadable) as refused:
        read_file(as_bytes(document), "document.docx", directory)
    assert refused.value.why in (Why.PROSE, Why.NO_TABLE)
