"""Tables without a heading: read where the cells alone tell the columns, each row flagged; else refused."""

from typing import Any

import openpyxl
import pytest

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.as_json import draft_as_json
from knowledge.reading.drafts.one_file import read_file
from knowledge.reading.drafts.unreadable import Unreadable, Why
from tests.importing.batch_one import add_line, opened
from tests.importing.score import score
from tests.importing.sheets import saved
from tests.importing.word import add_table, as_bytes
from tests.importing.written import Written, written


def annex(found: Written, order: str) -> bytes:
    document = opened(found)
    grid = document.add_table(rows=0, cols=len(order))
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            add_line(grid, line, order)
    return as_bytes(document)


@pytest.mark.parametrize("order", ["ntlcpr", "ntplcr", "nptlc", "ntrlcp", "nltcp"])
def test_columns_are_told_by_their_cells_and_every_row_is_flagged(order: str, directory: AgencyDirectory) -> None:
    found = written("fifteen/nha-o")
    draft = draft_as_json(read_file(annex(found, order), "annex.docx", directory), "vi")
    read = score(draft, found.gold)
    assert read.flagged == read.rows == len(draft["tasks"])
    assert read.wrong == {}


def test_what_stands_above_the_first_number_of_a_sheet_is_no_task(directory: AgencyDirectory) -> None:
    found = written("fifteen/pccc")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["UBND THÀNH PHỐ HẢI PHÒNG"])
    sheet.append([found.particulars["title"]])
    for line in found.lines:
        line.gold["group"] = ""
        sheet.append(line.values("ntlcp"))
    draft = draft_as_json(read_file(saved(book), "annex.xlsx", directory), "vi")
    read = score(draft, found.gold)
    assert (read.right, read.wrong, read.flagged) == (6, {}, 6)


def test_a_table_in_which_nobody_does_anything_is_refused(directory: AgencyDirectory) -> None:
    found = written("fifteen/pccc")
    with pytest.raises(Unreadable) as refused:
        read_file(annex(found, "ntr"), "annex.docx", directory)
    assert refused.value.why in (Why.NO_TABLE, Why.PROSE)


def test_a_column_whose_heading_says_nothing_holds_what_is_to_be_done(directory: AgencyDirectory) -> None:
    found = written("fifteen/nha-o")
    document = opened(found)
    grid = add_table(document, ["TT", "Phương hướng", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"])
    for line in found.lines:
        line.gold["group"] = ""
        add_line(grid, line, "ntlcp")
    read = score(draft_as_json(read_file(as_bytes(document), "annex.docx", directory), "vi"), found.gold)
    assert (read.wrong, read.flagged) == ({}, read.rows)
