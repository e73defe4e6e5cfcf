"""The seventh batch of annexes written by hand: another score at first sight."""

import csv
from io import StringIO
from typing import Any

import docx
import openpyxl

from tests.importing.batch_one import add_line, lines_of, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import Written, written


def everything_in_small_cells() -> Family:
    """Who leads and who coordinates below one heading, groups merged, notes; some cells on several paragraphs."""
    found = written("seven/khcn-nong-nghiep")
    document = opened(found)
    upper = ["TT", "Nhiệm vụ, giải pháp", "Sản phẩm", "Thời gian", "Đơn vị thực hiện", "", "Ghi chú"]
    grid = add_table(document, upper)
    first, second = grid.rows[0].cells, grid.add_row().cells
    second[4].text, second[5].text = "Đầu mối chủ trì", "Phối hợp"
    first[4].merge(first[5]).text = "Đơn vị thực hiện"
    for at in (0, 1, 2, 3, 6):
        first[at].merge(second[at])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            cells = add_line(grid, line, "ntrplcx")
            if ";" in line.cells[2]:
                cells[5].text = ""
                for at, part in enumerate(line.cells[2].split("; ")):
                    (cells[5].paragraphs[0] if not at else cells[5].add_paragraph()).text = f"{part};"
    return Family("seven-small.docx", found.gold, as_bytes(document))


def one_sheet_for_each_group() -> Family:
    """A workbook with a sheet a group; the heading is in another row on each."""
    found = written("seven/du-lich-hue")
    book = openpyxl.Workbook()
    for at, (number, title, lines) in enumerate(found.groups):
        sheet: Any = book.active if not at else book.create_sheet()
        sheet.title = f"Phần {at + 1}"
        for _ in range(at + 1):
            sheet.append([found.particulars["title"]])
        sheet.append(["TT", "Nội dung hoạt động", "Chủ trì", "Đơn vị phối hợp", "Thời gian tổ chức", "Kết quả"])
        sheet.append([number, title])
        for line in lines:
            sheet.append(line.values("ntlcpr"))
    return Family("seven-sheets.xlsx", found.gold, saved(book))


def without_a_title_row() -> Family:
    """Semicolons, all in quotes, the heading in capitals."""
    found = written("seven/hai-quan")
    stream = StringIO()
    headings = ["STT", "NHIỆM VỤ", "ĐƠN VỊ CHỦ TRÌ", "ĐƠN VỊ PHỐI HỢP", "THỜI HẠN HOÀN THÀNH", "SẢN PHẨM"]
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows(lines_of(found, headings, "ntlcpr"))
    return Family("seven-capitals.csv", found.gold, stream.getvalue().encode())


def plain_columns() -> Family:
    """A Word document with nothing but the table, no lines between the columns, the deadline last."""
    found = written("seven/dan-quan")
    document = docx.Document()
    grid = document.add_table(rows=1, cols=5)
    for cell, text in zip(
        grid.rows[0].cells, ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"], strict=True
    ):
        cell.text = text
    for line in found.lines:
        add_line(grid, line, "ntlcp")
    return Family("seven-plain.docx", found.gold, as_bytes(document))


def school() -> Family:
    """A text of tabs from a school."""
    found = written("seven/nha-truong")
    rows = lines_of(found, ["TT", "Công việc", "Người chủ trì", "Phối hợp", "Thời gian"], "ntlcp")
    return Family("seven-school.txt", found.gold, "\n".join("\t".join(row) for row in rows).encode())


def wide_margins() -> Family:
    """A PDF on broad pages, leads merged and centred, two rows of heading."""
    found: Written = written("seven/khcn-nong-nghiep")
    body = table(found, ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"], "ntlcpr", merged=2)
    style = "td{padding:6px 10px;vertical-align:middle}body{font-size:15pt}"
    return Family("seven-wide.pdf", found.gold, html=page(found, body, style))


def upright_with_groups() -> Family:
    """A PDF on upright pages, narrow columns, groups."""
    found = written("seven/du-lich-hue")
    headings = ["STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Kết quả"]
    style = "@page{size:A4;margin:20mm 15mm}body{font-size:13pt}td{text-align:justify}"
    return Family("seven-groups.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


def large_letters() -> Family:
    """A PDF in large letters with fixed columns."""
    found = written("seven/hai-quan")
    headings = ["TT", "Nội dung", "Thời hạn", "Chủ trì", "Phối hợp", "Sản phẩm"]
    style = "body{font-size:18pt}table{table-layout:fixed}td{vertical-align:top}"
    return Family("seven-large.pdf", found.gold, html=page(found, table(found, headings, "ntplcr"), style))


FILES = (everything_in_small_cells, one_sheet_for_each_group, without_a_title_row, plain_columns, school)
PRINTED = (wide_margins, upright_with_groups, large_letters)
