"""The eighteenth batch of annexes written by hand: the last score at first sight."""

from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def health_in_word() -> Family:
    """Who submits it and in what form; groups over the width; a second table without its heading on the next page."""
    found = written("eighteen/y-te")
    document = opened(found)
    headings = [
        "TT",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian hoàn thành",
        "Sản phẩm",
        "Cấp trình",
    ]
    grid = add_table(document, headings)
    for at, (number, title, lines) in enumerate(found.groups):
        if at == 3:
            document.add_page_break()
            grid = document.add_table(rows=0, cols=len(headings))
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            add_line(grid, line, "ntlcprx")[6].text = "Chính phủ"
    return Family("eighteen-health.docx", found.gold, as_bytes(document))


def health_in_a_pdf() -> Family:
    """Broad pages, cells in the middle, rows cut by pages, the heading once."""
    found = written("eighteen/y-te")
    headings = ["STT", "Nhiệm vụ cụ thể", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]
    style = "body{font-size:15pt}td{vertical-align:middle}"
    body = table(found, headings, "ntrlcp", repeat=False)
    return Family("eighteen-health.pdf", found.gold, html=page(found, body, style))


def a_city_in_a_sheet() -> Family:
    """No groups; where the money is from; bodies on lines; a note below."""
    found = written("eighteen/thanh-pho")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append([found.particulars["title"]])
    sheet.append([])
    headings = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện"]
    sheet.append([*headings, "Nguồn vốn", "Kết quả dự kiến"])
    for line in found.lines:
        number, title, lead, other, period, result = line.values("ntlcpr")
        sheet.append([int(number), title, lead, other.replace("; ", "\n"), period, "NSTP", result])
    sheet.append(["Ghi chú: NSTP là ngân sách thành phố."])
    return Family("eighteen-city.xlsx", found.gold, saved(book))


def a_city_in_a_pdf() -> Family:
    """Upright pages, narrow columns."""
    found = written("eighteen/thanh-pho")
    headings = ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
    style = "@page{size:A4;margin:20mm}body{font-size:13pt}td{vertical-align:top}"
    return Family("eighteen-city.pdf", found.gold, html=page(found, table(found, headings, "ntlcp"), style))


FILES = (health_in_word, a_city_in_a_sheet)
PRINTED = (health_in_a_pdf, a_city_in_a_pdf)
