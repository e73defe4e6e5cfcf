"""The seventeenth batch of annexes written by hand: shaded and dashed tables, pages on their side, controls of Word."""

from io import BytesIO
from typing import Any

import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes, number_by_word
from tests.importing.written import written

HEADINGS = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"]


def shaded_and_dashed() -> Family:
    """Headings and groups on grey, dashed rules between rows, rows cut by pages, the heading on each."""
    found = written("seventeen/du-lich")
    style = (
        "th{background:#d9d9d9}td[colspan]{background:#eee}td{border-style:dashed solid;vertical-align:top}"
        "body{font-size:14pt}@page{size:A4 landscape;margin:15mm}"
    )
    return Family("seventeen-dashed.pdf", found.gold, html=page(found, table(found, HEADINGS, "ntlcpr"), style))


def upright_and_justified() -> Family:
    """Upright pages in small letters, the numbers 1.1 below 1, double rules, cells in the middle."""
    found = written("seventeen/giao-duc")
    style = (
        "@page{size:A4;margin:15mm 10mm}body{font-size:11pt}"
        "td,th{border:3px double black;text-align:justify;vertical-align:middle}"
    )
    headings = ["TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Kết quả"]
    return Family("seventeen-double.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


def rows_in_controls() -> Family:
    """Rows in content controls of Word, the heading marked to repeat, groups over the width."""
    found = written("seventeen/du-lich")
    document = opened(found)
    grid = add_table(document, HEADINGS)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            cells = add_line(grid, line, "ntlcpr")
            if ":" not in line.cells[2]:
                cells[3].text = "\n".join(f"- {part};" for part in line.cells[2].split("; "))
    for row in grid.rows[3:6]:
        element, control, content = row._tr, OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        element.addprevious(control)
        control.append(content)
        content.append(element)
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return Family("seventeen-controls.docx", found.gold, as_bytes(document))


def numbers_by_word() -> Family:
    """Numbers that only Word counts, in one list for the groups and one for the tasks that run on."""
    found = written("seventeen/du-lich")
    document = opened(found)
    grid = add_table(document, HEADINGS)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            add_line(grid, line, "ntlcpr")
    number_by_word(document, grid, {1001: "upperRoman", 1002: "decimal"})
    return Family("seventeen-counted.docx", found.gold, as_bytes(document))


def numbers_as_numbers() -> Family:
    """A sheet in which 1.1 is a number, leads are merged, and who pays stands in the middle."""
    found = written("seventeen/giao-duc")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"] = "BỘ GIÁO DỤC VÀ ĐÀO TẠO"
    sheet["A2"] = found.particulars["title"]
    headings = ["TT", "Nhiệm vụ, giải pháp", "Đơn vị chủ trì", "Nguồn kinh phí", "Đơn vị phối hợp"]
    sheet.append([*headings, "Thời gian thực hiện", "Sản phẩm đầu ra"])
    for number, title, lines in found.groups:
        sheet.append([int(number), title])
        for line in lines:
            row = line.values("ntlxcpr")
            row[3] = "NSNN"
            sheet.append([float(row[0]), *row[1:]])
    return Family("seventeen-numbers.xlsx", found.gold, saved(book))


def a_plan_with_bold_titles() -> Family:
    """The task in bold on the first line of its cell, no groups' numbers; the period above who does it."""
    found = written("seventeen/giao-duc")
    document = opened(found)
    headings = ["STT", "Thời gian hoàn thành", "Nội dung nhiệm vụ", "Phân công thực hiện", ""]
    grid = add_table(document, headings)
    first, second = grid.rows[0].cells, grid.add_row().cells
    second[3].text, second[4].text = "Đơn vị chủ trì", "Đơn vị phối hợp"
    first[3].merge(first[4])
    for at in range(3):
        first[at].merge(second[at])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        for line in lines:
            cells = add_line(grid, line, "nptlc")
            cells[2].paragraphs[0].runs[0].bold = True
            cells[0].paragraphs[0]._p.get_or_add_pPr().append(OxmlElement("w:keepNext"))
    for row in grid.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    properties = grid._tbl.tblPr
    properties.find(qn("w:tblStyle")).set(qn("w:val"), "TableGrid")
    stream = BytesIO()
    document.save(stream)
    return Family("seventeen-bold.docx", found.gold, stream.getvalue())


FILES = (rows_in_controls, numbers_by_word, numbers_as_numbers, a_plan_with_bold_titles)
PRINTED = (shaded_and_dashed, upright_and_justified)
