"""The thirteenth batch of annexes written by hand: both roles in one cell, headings of three rows, labels in a line."""

from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def both_in_one_cell() -> Family:
    """One column for who does it: "- Chủ trì: ...", "- Phối hợp: ..." on lines."""
    found = written("thirteen/ban-dan-chu")
    document = opened(found)
    grid = add_table(document, ["TT", "Nhiệm vụ", "Cơ quan chủ trì/phối hợp", "Thời gian thực hiện", "Sản phẩm"])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            cells = add_line(grid, line, "ntxpr")
            cells[2].text = f"- Chủ trì: {line.cells[1]}\n- Phối hợp: {line.cells[2]}"
    return Family("thirteen-both.docx", found.gold, as_bytes(document))


def a_heading_of_three_rows() -> Family:
    """A heading of three rows; leads merged; a row that counts the columns; the first column is empty."""
    found = written("thirteen/ban-dan-chu")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["", found.particulars["title"]])
    sheet.append(["", "STT", "Nội dung", "Phân công trách nhiệm", "", "Kế hoạch năm 2026", ""])
    sheet.append(["", "", "", "Cơ quan, đơn vị", "", "Thời hạn hoàn thành", "Chỉ tiêu"])
    sheet.append(["", "", "", "Chủ trì", "Phối hợp", "", ""])
    for area in ("B2:B4", "C2:C4", "D2:E2", "D3:E3", "F2:G2", "F3:F4", "G3:G4"):
        sheet.merge_cells(area)
    sheet.append(["", *(f"({at})" for at in range(1, 7))])
    for number, title, lines in found.groups:
        sheet.append(["", number, title])
        for line in lines:
            sheet.append(["", *line.values("ntlcpr")])
    return Family("thirteen-three.xlsx", found.gold, saved(book))


def labels_in_a_line() -> Family:
    """A text without a table: each task a paragraph, its particulars behind labels in the same line."""
    found = written("thirteen/benh-vien")
    lines = [
        f"{line.number}. {line.cells[0]}. Đơn vị chủ trì: {line.cells[1]}. Đơn vị phối hợp: {line.cells[2]}."
        f" Thời gian hoàn thành: {line.cells[3]}."
        for line in found.lines
    ]
    for line in found.lines:
        line.gold["title"] += "."
    text = "\n".join([found.particulars["title"], "", *lines])
    return Family("thirteen-labels.txt", found.gold, text.encode())


def rooms_of_a_hospital() -> Family:
    """No groups, the deadline first, rooms with semicolons on lines, an empty column."""
    found = written("thirteen/benh-vien")
    document = opened(found)
    headings = ["Thời hạn", "STT", "Nội dung triển khai", "Đơn vị chịu trách nhiệm", "Đơn vị hỗ trợ", "Ký nhận"]
    grid = add_table(document, headings)
    for line in found.lines:
        add_line(grid, line, "pntlcx")[4].text = line.cells[2].replace("; ", ";\n")
    return Family("thirteen-rooms.docx", found.gold, as_bytes(document))


def the_sea_in_a_pdf() -> Family:
    """Broad pages, all justified, who submits it; the heading on each page."""
    found = written("thirteen/bien-dao")
    headings = [
        "TT",
        "Nhiệm vụ, đề án",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian hoàn thành",
        "Sản phẩm",
        "Ghi chú",
    ]
    style = "body{font-size:13pt}td{text-align:justify}"
    return Family("thirteen-sea.pdf", found.gold, html=page(found, table(found, headings, "ntlcprx"), style))


def the_sea_on_upright_pages() -> Family:
    """Upright pages in large letters, one body a line with the comma, rows cut by pages."""
    found = written("thirteen/bien-dao")
    for line in found.lines:
        line.cells[2] = line.cells[2].replace(", Bộ", ",\nBộ").replace(", Cục", ",\nCục").replace(", Tập", ",\nTập")
    headings = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]
    style = "@page{size:A4;margin:20mm}body{font-size:15pt}td{vertical-align:top}"
    html = page(found, table(found, headings, "ntlcp", repeat=False), style)
    return Family("thirteen-upright.pdf", found.gold, html=html)


FILES = (both_in_one_cell, a_heading_of_three_rows, labels_in_a_line, rooms_of_a_hospital)
PRINTED = (the_sea_in_a_pdf, the_sea_on_upright_pages)
