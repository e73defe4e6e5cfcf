"""The eighth batch of annexes written by hand: the last score at first sight."""

from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, lines_of, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def groups_merged_with_their_number() -> Family:
    """Groups over the whole width, a column of money, the deadline in the middle, a heading again after a break."""
    found = written("eight/y-te-hoc-duong")
    document = opened(found)
    headings = ["STT", "Hoạt động", "Đơn vị chủ trì", "Thời gian thực hiện", "Đơn vị phối hợp", "Dự toán", "Đầu ra"]
    grid = add_table(document, headings)
    for at, (number, title, lines) in enumerate(found.groups):
        if at == 2:
            document.add_page_break()
            grid = add_table(document, headings)
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        for line in lines:
            add_line(grid, line, "ntlpcxr")[5].text = "350 triệu đồng"
    return Family("eight-groups.docx", found.gold, as_bytes(document))


def leads_and_products_merged() -> Family:
    """No groups; the same lead of rows after each other is one cell; lines between the bodies."""
    found = written("eight/chong-lang-phi")
    document = opened(found)
    grid = add_table(document, ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian trình", "Sản phẩm", "Ghi chú"])
    before: Any = None
    for at, line in enumerate(found.lines):
        cells = add_line(grid, line, "ntlcprx")
        if at and line.cells[1] == found.lines[at - 1].cells[1]:
            cells[2].text = ""
            before = before.merge(cells[2])
            before.text = line.cells[1]
        else:
            before = cells[2]
    return Family("eight-merged.docx", found.gold, as_bytes(document))


def a_sheet_with_everything() -> Family:
    """Groups by number and title, an empty column, columns for progress, days as texts."""
    found = written("eight/quan-tri-bv")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["", found.particulars["title"]])
    sheet.append([])
    heading = ["", "STT", "Nội dung cải tiến", "Khoa/phòng chịu trách nhiệm", "Khoa/phòng phối hợp", "Thời gian", ""]
    sheet.append([*heading, "Tình trạng", "% thực hiện"])
    for number, title, lines in found.groups:
        sheet.append(["", number, title])
        for line in lines:
            sheet.append(["", *line.values("ntlcp"), "", "Đang thực hiện", 0.4])
    return Family("eight-everything.xlsx", found.gold, saved(book))


def bars() -> Family:
    """A text of bars."""
    found = written("eight/thi-dua")
    rows = lines_of(found, ["STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"], "ntlcp")
    text = "\n".join(" | ".join(row) for row in rows)
    return Family("eight-bars.txt", found.gold, f"{found.particulars['title']}\n\n{text}\n".encode())


def broad_pdf() -> Family:
    """A PDF with groups, merged leads, the heading on each page."""
    found = written("eight/cum-cong-nghiep")
    headings = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Kết quả"]
    style = "body{font-size:17pt}td{vertical-align:middle}"
    return Family("eight-broad.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr", merged=2), style))


def upright_pdf() -> Family:
    """A PDF on upright pages in narrow columns, rows cut by pages."""
    found = written("eight/chu-quyen-bien")
    headings = ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"]
    style = "@page{size:A4;margin:20mm}body{font-size:13pt}td{vertical-align:top;text-align:justify}"
    return Family("eight-upright.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


def centred_pdf() -> Family:
    """A PDF without groups, all centred, the heading once."""
    found = written("eight/chong-lang-phi")
    headings = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Kết quả"]
    style = "body{font-size:16pt}td{text-align:center}"
    return Family(
        "eight-centred.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr", repeat=False), style)
    )


FILES = (groups_merged_with_their_number, leads_and_products_merged, a_sheet_with_everything, bars)
PRINTED = (broad_pdf, upright_pdf, centred_pdf)
