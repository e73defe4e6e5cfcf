"""The fifth batch of annexes written by hand, after the lines of PDF cells had been understood."""

import csv
from io import StringIO
from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, lines_of, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import Written, written


def leads_merged_down() -> Family:
    """The same lead of rows after each other is one cell; who decides and a legal basis stand between."""
    found = written("five/van-hoa")
    document = opened(found)
    headings = ["TT", "Tên nhiệm vụ/đề án", "Cấp quyết định", "Bộ, cơ quan chủ trì", "Bộ, cơ quan phối hợp"]
    grid = add_table(document, [*headings, "Thời hạn hoàn thành", "Sản phẩm"])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        before: Any = None
        for at, line in enumerate(lines):
            cells = add_line(grid, line, "ntxlcpr")
            cells[2].text = "Chính phủ"
            if at and line.cells[1] == lines[at - 1].cells[1]:
                cells[3].text = ""
                before = before.merge(cells[3])
                before.text = line.cells[1]
            else:
                before = cells[3]
    return Family("five-merged.docx", found.gold, as_bytes(document))


def who_guides() -> Family:
    """The deadline before the agencies, somebody who guides behind them; the heading is there twice."""
    found = written("five/gtnt-son-la")
    document = opened(found)
    headings = ["TT", "Nội dung công việc", "Thời gian thực hiện", "Đơn vị chủ trì, tham mưu", "Đơn vị phối hợp"]
    grid = add_table(document, [*headings, "Đồng chí phụ trách chỉ đạo"])
    for cell, text in zip(grid.add_row().cells, [*headings, "Đồng chí phụ trách chỉ đạo"], strict=True):
        cell.text = text
    for line in found.lines:
        add_line(grid, line, "ntplcx")[5].text = "Đ/c Phó Chủ tịch UBND huyện"
    return Family("five-guided.docx", found.gold, as_bytes(document))


def key_figures() -> Family:
    """A sheet with key figures between the task and who does it."""
    found = written("five/dai-hoc")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["ĐẠI HỌC KINH TẾ"])
    sheet.append([found.particulars["title"]])
    sheet.append(
        ["TT", "Nhiệm vụ trọng tâm", "Chỉ số KPI", "Đơn vị chịu trách nhiệm chính", "Đơn vị tham gia", "Hạn chót"]
    )
    for number, title, lines in found.groups:
        sheet.append([f"{number}. {title}"])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=6)
        for line in lines:
            values: list[Any] = line.values("ntxlcp")
            sheet.append([int(values[0]), values[1], 0.85, *values[3:]])
        sheet.append([])
    return Family("five-figures.xlsx", found.gold, saved(book))


def numbered_in_words() -> Family:
    """A text of paragraphs: "Nhiệm vụ 1. ...", and labels behind crosses."""
    found = written("five/tt-thuong-mai")
    lines = ["SỞ CÔNG THƯƠNG", "Số: 27/KH-SCT", "", found.particulars["title"], ""]
    for line in found.lines:
        number, title, lead, coordinate, period = line.values("ntlcp")
        lines += [f"Nhiệm vụ {number}. {title}", f"+ Đơn vị chủ trì: {lead}", f"+ Đơn vị phối hợp: {coordinate}"]
        lines += [f"+ Thời gian hoàn thành: {period}"]
    return Family("five-words.txt", found.gold, "\n".join(lines).encode())


def captions_in_word() -> Family:
    """A table under each caption, of which the heading changes a little; "nt" for more than one cell."""
    found = written("five/luat-dat-dai")
    document = opened(found)
    for at, (number, title, lines) in enumerate(found.groups):
        document.add_paragraph(f"{number}. {title}")
        what = ("Nội dung", "Tên văn bản", "Nhiệm vụ")[at]
        grid = add_table(document, ["STT", what, "Chủ trì", "Phối hợp", "Thời gian thực hiện"])
        for line in lines:
            add_line(grid, line, "ntlcp")
    return Family("five-captions.docx", found.gold, as_bytes(document))


def told_by_a_sheet() -> Family:
    """Semicolons, told by a first line as spreadsheets write it."""
    found = written("five/gtnt-son-la")
    stream = StringIO()
    stream.write("sep=;\r\n")
    headings = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Tiến độ"]
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows(lines_of(found, headings, "ntlcp"))
    return Family("five-told.csv", found.gold, stream.getvalue().encode("utf-8-sig"))


def upright_and_centred() -> Family:
    """A PDF on upright pages, everything centred, leads merged down, rows cut."""
    found = written("five/van-hoa")
    headings = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kết quả"]
    style = "@page{size:A4;margin:18mm}body{font-size:12pt}td{text-align:center;vertical-align:top}"
    body = table(found, headings, "ntlcpr", merged=2)
    return Family("five-upright.pdf", found.gold, html=page(found, body, style))


def rows_over_two_pages() -> Family:
    """A PDF in which nearly each row is cut, in the middle of its height, with no heading again."""
    found = written("five/suc-khoe-pdf")
    headings = ["TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]
    style = "body{font-size:19pt}td{vertical-align:top}table{table-layout:fixed}"
    body = table(found, headings, "ntrlcp", repeat=False)
    return Family("five-cut.pdf", found.gold, html=page(found, body, style))


def captions_on_paper() -> Family:
    """A PDF with a table under each caption."""
    found: Written = written("five/luat-dat-dai")
    body = ""
    for number, title, lines in found.groups:
        part = Written(found.particulars, [("", "", lines)])
        headings = ["STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"]
        body += f"<p>{number}. {title}</p>{table(part, headings, 'ntlcp')}"
    style = "body{font-size:14pt}tr{break-inside:avoid}td{text-align:justify}"
    return Family("five-captions.pdf", found.gold, html=page(found, body, style))


FILES = (leads_merged_down, who_guides, key_figures, numbered_in_words, captions_in_word, told_by_a_sheet)
PRINTED = (upright_and_centred, rows_over_two_pages, captions_on_paper)
