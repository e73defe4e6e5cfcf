"""The tenth batch of annexes written by hand: letters below numbers, investors, no numbers, labels, sheets, codes."""

from datetime import date
from typing import Any

import docx
import openpyxl

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def letters_below_numbers() -> Family:
    """Groups by Roman numbers, numbers that only head letters, "Bộ, cơ quan chủ trì", the same lead merged."""
    found = written("ten/luat-nha-giao")
    document = opened(found)
    headings = [
        "STT",
        "Nội dung công việc",
        "Bộ, cơ quan chủ trì",
        "Bộ, cơ quan phối hợp",
        "Thời gian hoàn thành",
        "Sản phẩm",
    ]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = number, title
        if not number.isdigit():
            cells[1].merge(cells[-1])
        before: Any = None
        for at, line in enumerate(lines):
            cells = add_line(grid, line, "ntlcpr")
            if not line.number.isdigit():
                cells[0].text = f"{line.number})"
            if at and line.cells[1] == lines[at - 1].cells[1]:
                cells[2].text = ""
                before = before.merge(cells[2])
                before.text = line.cells[1]
            else:
                before = cells[2]
    return Family("ten-letters.docx", found.gold, as_bytes(document))


def investors_in_a_sheet() -> Family:
    """Who invests is who leads; money, places, who of the leaders follows it; a sum at the end."""
    found = written("ten/dau-tu-cong")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append([found.particulars["title"]])
    sheet.append([])
    sheet.append(
        [
            "TT",
            "Tên dự án",
            "Chủ đầu tư",
            "Tổng mức đầu tư",
            "Thời gian KC-HT",
            "Đơn vị phối hợp",
            "Lãnh đạo UBND tỉnh theo dõi",
        ]
    )
    for number, title, lines in found.groups:
        sheet.append([number, title, "", sum(1000 for _ in lines)])
        for line in lines:
            sheet.append([int(line.number), *line.values("tlrpc"), "Phó Chủ tịch Hoàng Nam"])
    sheet.append(["", "Tổng cộng", "", 66000])
    return Family("ten-investors.xlsx", found.gold, saved(book))


def months_without_numbers() -> Family:
    """A school: the month in the first column, merged over its rows; nothing is numbered."""
    found = written("ten/nam-hoc")
    document = opened(found)
    grid = add_table(document, ["Thời gian", "Nội dung công việc", "Người/bộ phận phụ trách", "Phối hợp thực hiện"])
    before: Any = None
    for at, line in enumerate(found.lines):
        cells = add_line(grid, line, "ptlc")
        if at and line.cells[3] == found.lines[at - 1].cells[3]:
            cells[0].text = ""
            before = before.merge(cells[0])
            before.text = line.cells[3]
        else:
            before = cells[0]
    return Family("ten-months.docx", found.gold, as_bytes(document))


def labels_without_a_table() -> Family:
    """No table: each task is a numbered paragraph, its particulars on lines with a dash and a label."""
    found = written("ten/nq-trung-uong")
    document = docx.Document()
    document.add_paragraph(f"Nghị quyết số {found.particulars['symbol']} ngày 17/5/2025")
    document.add_paragraph(found.particulars["title"])
    for line in found.lines:
        document.add_paragraph(f"{line.number}. {line.cells[0]}")
        document.add_paragraph(f"- Cơ quan chủ trì: {line.cells[1]}.")
        document.add_paragraph(f"- Cơ quan phối hợp: {line.cells[2]}.")
        document.add_paragraph(f"- Thời gian hoàn thành: {line.cells[3]}.")
    return Family("ten-labels.docx", found.gold, as_bytes(document))


def a_resolution_in_a_pdf() -> Family:
    """Broad pages without groups, who submits what, bodies on lines of their own where there are several."""
    found = written("ten/nq-trung-uong")
    for line in found.lines:
        line.cells[2] = line.cells[2].replace("; ", ";\n").replace("Việt Nam và", "Việt Nam và\n")
    headings = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành", "Sản phẩm"]
    style = "body{font-size:13pt}td{vertical-align:middle}td:nth-child(5){text-align:center}"
    return Family("ten-resolution.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


def three_levels_in_a_pdf() -> Family:
    """Upright pages, numbers of three parts, leads merged, rows cut by pages, the heading once."""
    found = written("ten/khi-hau-tinh")
    headings = ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"]
    style = "@page{size:A4;margin:20mm 15mm}body{font-size:14pt}td{text-align:left;vertical-align:top}"
    html = page(found, table(found, headings, "ntlcp", repeat=False, merged=2), style)
    return Family("ten-levels.pdf", found.gold, html=html)


def roles_in_one_column() -> Family:
    """Codes, days of the sheet, and one column in which labels say who leads and who coordinates."""
    found = written("ten/giao-viec-hop")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["Mã nhiệm vụ", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Hạn hoàn thành", "Trạng thái"])
    for line in found.lines:
        number, title, who, period = line.values("ntcp")
        day = date(int(period[6:]), int(period[3:5]), int(period[:2])) if period[:2].isdigit() else period
        sheet.append([number, title, who.replace("; phối hợp", "\nphối hợp"), day, "Đang thực hiện"])
    return Family("ten-roles.xlsx", found.gold, saved(book))


FILES = (
    letters_below_numbers,
    investors_in_a_sheet,
    months_without_numbers,
    labels_without_a_table,
    roles_in_one_column,
)
PRINTED = (a_resolution_in_a_pdf, three_levels_in_a_pdf)
