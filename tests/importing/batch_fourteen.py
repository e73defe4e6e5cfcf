"""The fourteenth batch of annexes written by hand: the last score at first sight."""

from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def the_old_in_word() -> Family:
    """Roman groups in capitals over the width, the heading again behind a page break, bodies on lines with dashes."""
    found = written("fourteen/dan-so-gia")
    document = opened(found)
    headings = [
        "TT",
        "Nhiệm vụ",
        "Sản phẩm",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian hoàn thành",
        "Cấp trình",
    ]
    grid = add_table(document, headings)
    for at, (number, title, lines) in enumerate(found.groups):
        if at == 1:
            document.add_page_break()
            grid = add_table(document, headings)
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            cells = add_line(grid, line, "ntrlcpx")
            if "; " in line.cells[2]:
                cells[4].text = "\n".join(f"- {part}" for part in line.cells[2].split("; "))
            cells[6].text = "Thủ tướng Chính phủ"
    return Family("fourteen-old.docx", found.gold, as_bytes(document))


def the_old_in_a_pdf() -> Family:
    """Broad pages, leads merged, everything in the middle."""
    found = written("fourteen/dan-so-gia")
    headings = ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kết quả"]
    style = "body{font-size:15pt}td{text-align:center;vertical-align:middle}"
    return Family("fourteen-old.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr", merged=2), style))


def schools_in_a_sheet() -> Family:
    """No groups; bodies on lines; who checks, what it costs, a note."""
    found = written("fourteen/giao-duc-so")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append([found.particulars["title"]])
    sheet.append(
        ["TT", "Nội dung", "Bộ phận phụ trách", "Phối hợp", "Mốc hoàn thành", "Kinh phí", "Chỉ tiêu", "Người theo dõi"]
    )
    for line in found.lines:
        number, title, lead, other, period, result = line.values("ntlcpr")
        sheet.append([int(number), title, lead, other.replace("; ", "\n"), period, 15.5, result, "Đ/c Hùng"])
    return Family("fourteen-schools.xlsx", found.gold, saved(book))


def schools_in_a_pdf() -> Family:
    """Upright pages in narrow columns."""
    found = written("fourteen/giao-duc-so")
    headings = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", "Kết quả"]
    style = "@page{size:A4;margin:15mm}body{font-size:13pt}td{text-align:justify;vertical-align:top}"
    return Family("fourteen-schools.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


FILES = (the_old_in_word, schools_in_a_sheet)
PRINTED = (the_old_in_a_pdf, schools_in_a_pdf)
