"""The sixth batch of annexes written by hand: the score at first sight of the reading as it now is."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, lines_of, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def titles_on_two_lines() -> Family:
    """Headings on two lines, who submits to whom, groups in unmerged rows with a dot behind their number."""
    found = written("six/cai-cach-tu-phap")
    document = opened(found)
    headings = ["Số\nTT", "Nội dung\nnhiệm vụ", "Đơn vị\nchủ trì", "Đơn vị\nphối hợp", "Thời gian\nhoàn thành"]
    grid = add_table(document, [*headings, "Sản phẩm\ndự kiến", "Lãnh đạo\nphụ trách"])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = f"{number}.", title.upper()
        for line in lines:
            cells = add_line(grid, line, "ntlcprx")
            cells[0].text, cells[6].text = f"{line.number}.", "Phó Chủ tịch UBND tỉnh"
    return Family("six-two-lines.docx", found.gold, as_bytes(document))


def two_tables_side_by_side() -> Family:
    """No groups; members of a working group in a table before, and the deadline between lead and coordinators."""
    found = written("six/ai-quoc-gia")
    document = opened(found)
    members = add_table(document, ["STT", "Họ và tên", "Chức vụ", "Nhiệm vụ trong Tổ công tác"])
    for at, (name, office) in enumerate((("Nguyễn Văn A", "Thứ trưởng"), ("Trần Thị B", "Cục trưởng")), 1):
        for cell, text in zip(members.add_row().cells, (str(at), name, office, "Thành viên"), strict=True):
            cell.text = text
    document.add_paragraph("PHỤ LỤC II")
    document.add_paragraph("DANH MỤC NHIỆM VỤ")
    grid = add_table(document, ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Đơn vị phối hợp", "Kết quả"])
    for line in found.lines:
        add_line(grid, line, "ntlpcr")
    return Family("six-members.docx", found.gold, as_bytes(document))


def numbers_as_texts() -> Family:
    """A sheet in which numbers are texts with a nought, and some days are days; the title runs over two rows."""
    found = written("six/ldxh-huyen")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append([found.particulars["title"]])
    sheet.merge_cells("A1:E2")
    sheet.append([])
    sheet.append(["STT", "Nội dung", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị phối hợp", "Thời gian hoàn thành"])
    gold = found.gold
    for line, task in zip(found.lines, gold["tasks"], strict=True):
        number, title, lead, coordinate, period = line.values("ntlcp")
        day: Any = date(2023, 11, 15) if "15 tháng 11" in period else period
        task["number"] = f"0{number}"
        sheet.append([f"0{number}", title, lead, coordinate, day])
    return Family("six-noughts.xlsx", gold, saved(book))


def commas_in_utf16() -> Family:
    """Commas and quotes, two lines of particulars above, an empty column in the middle."""
    found = written("six/phat-trien-dang")
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(["ĐẢNG ỦY XÃ"])
    writer.writerow(["Số 03-KH/ĐU, ngày 05/10/2025"])
    headings = ["TT", "Nhiệm vụ, giải pháp", "", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kết quả"]
    writer.writerows(lines_of(found, headings, "ntxlcpr"))
    return Family("six-commas.csv", found.gold, stream.getvalue().encode("utf-16"))


def dashes_in_cells() -> Family:
    """Each body on a line of its own behind a dash."""
    found = written("six/ai-quoc-gia")
    document = opened(found)
    grid = add_table(document, ["TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp thực hiện", "Hạn hoàn thành"])
    for line in found.lines:
        cells = add_line(grid, line, "ntrlcp")
        bodies = line.cells[2].replace("; ", "\n- ").replace(", ", "\n- ") if line.number != "4" else line.cells[2]
        cells[4].text = f"- {bodies}"
    return Family("six-dashes.docx", found.gold, as_bytes(document))


def long_rows() -> Family:
    """A PDF of long rows, cut by pages, in narrow columns, with the heading on each page."""
    found = written("six/du-an-duong-bo")
    headings = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Sản phẩm"]
    style = "@page{size:A4}body{font-size:14pt}td{vertical-align:middle;text-align:justify}"
    return Family("six-long.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


def bodies_on_lines() -> Family:
    """A PDF with each body on a line of its own."""
    found = written("six/cai-cach-tu-phap")
    body = table(found, ["TT", "Nhiệm vụ", "Thời gian", "Chủ trì", "Phối hợp", "Kết quả"], "ntplcr")
    for name in ("Sở", "Văn phòng", "Viện", "Đoàn", "Hội", "Báo", "VNPT", "Trung tâm", "Tỉnh đoàn"):
        body = body.replace(f", {name} ", f"<br>{name} ").replace(f"; {name} ", f"<br>{name} ")
    style = "body{font-size:13pt}tr{break-inside:avoid}td{vertical-align:top}"
    return Family("six-lines.pdf", found.gold, html=page(found, body.replace("; Tỉnh đoàn", "<br>Tỉnh đoàn"), style))


def narrow_columns() -> Family:
    """A PDF in which no agency fits on one line."""
    found = written("six/ldxh-huyen")
    headings = ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Ghi chú"]
    style = "@page{size:A4}body{font-size:13pt}table{table-layout:fixed}td{vertical-align:top}"
    return Family("six-narrow.pdf", found.gold, html=page(found, table(found, headings, "ntlcpx"), style))


FILES = (titles_on_two_lines, two_tables_side_by_side, numbers_as_texts, commas_in_utf16, dashes_in_cells)
PRINTED = (long_rows, bodies_on_lines, narrow_columns)
