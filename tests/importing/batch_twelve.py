"""The twelfth batch of annexes written by hand: years for begin and end, notes within the table, one body a line."""

from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def begin_and_end() -> Family:
    """A heading of two rows: who leads and who coordinates; from which year to which; who pays."""
    found = written("twelve/logistics-xanh")
    document = opened(found)
    upper = ["Mục", "Nhiệm vụ", "Cơ quan thực hiện", "", "Thời gian thực hiện", "", "Nguồn kinh phí"]
    grid = add_table(document, upper)
    first, second = grid.rows[0].cells, grid.add_row().cells
    for at, text in ((2, "Chủ trì"), (3, "Phối hợp"), (4, "Bắt đầu"), (5, "Kết thúc")):
        second[at].text = text
    first[2].merge(first[3])
    first[4].merge(first[5])
    for at in (0, 1, 6):
        first[at].merge(second[at])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        for line in lines:
            cells = add_line(grid, line, "ntlcxxx")
            cells[4].text, cells[5].text = line.cells[3].split(" - ")
            cells[6].text = "NSNN, xã hội hóa"
    cells = grid.add_row().cells
    cells[0].merge(cells[-1]).text = "Tổng cộng: 07 nhiệm vụ"
    return Family("twelve-begin.docx", found.gold, as_bytes(document))


def notes_within_the_table() -> Family:
    """Empty rows, a note at the end, a heading far below, each body on a line with its mark."""
    found = written("twelve/tre-em-duoi-nuoc")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for text in ("UBND TỈNH ĐỒNG THÁP", "", f"Phụ lục {found.particulars['title']}", "(Đơn vị tính: triệu đồng)", ""):
        sheet.append([text])
    sheet.append(
        ["STT", "Hoạt động", "Chỉ tiêu", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Dự toán"]
    )
    for number, title, lines in found.groups:
        sheet.append([number, title])
        for line in lines:
            *cells, period = line.values("ntrlcp")
            cells[4] = cells[4].replace("; ", ";\n")
            sheet.append([*cells, period, 250])
        sheet.append([])
    sheet.append(["Ghi chú: kinh phí thực hiện theo phân cấp ngân sách hiện hành."])
    return Family("twelve-notes.xlsx", found.gold, saved(book))


def a_campaign_on_upright_pages() -> Family:
    """Upright pages in large letters; the numbers in the middle; leads merged; bodies on lines without any mark."""
    found = written("twelve/tre-em-duoi-nuoc")
    for line in found.lines:
        line.cells[2] = line.cells[2].replace("; ", "\n")
    headings = ["STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Chỉ tiêu"]
    style = "@page{size:A4;margin:15mm}body{font-size:14pt}td{vertical-align:middle}"
    html = page(found, table(found, headings, "ntlcpr", merged=2), style)
    return Family("twelve-upright.pdf", found.gold, html=html)


def a_party_plan() -> Family:
    """No groups, few columns, the deadline before the bodies."""
    found = written("twelve/ket-luan-tu")
    document = opened(found)
    headings = ["Số TT", "Nội dung công việc", "Thời gian thực hiện", "Cơ quan chủ trì, tham mưu", "Cơ quan phối hợp"]
    grid = add_table(document, headings)
    for line in found.lines:
        add_line(grid, line, "ntplc")
    return Family("twelve-party.docx", found.gold, as_bytes(document))


def a_party_plan_in_a_pdf() -> Family:
    """The same on broad pages, all in the middle, in narrow columns for the bodies."""
    found = written("twelve/ket-luan-tu")
    headings = ["STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
    style = "body{font-size:15pt}td{text-align:center}td:nth-child(3),td:nth-child(4){width:16%}"
    return Family("twelve-party.pdf", found.gold, html=page(found, table(found, headings, "ntlcp"), style))


def years_in_a_pdf() -> Family:
    """Groups by capitals, the heading once, large letters, money in a column."""
    found = written("twelve/logistics-xanh")
    headings = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kinh phí"]
    style = "body{font-size:16pt}td{text-align:left;vertical-align:top}"
    html = page(found, table(found, headings, "ntlcpx", repeat=False), style)
    return Family("twelve-years.pdf", found.gold, html=html)


FILES = (begin_and_end, notes_within_the_table, a_party_plan)
PRINTED = (a_campaign_on_upright_pages, a_party_plan_in_a_pdf, years_in_a_pdf)
