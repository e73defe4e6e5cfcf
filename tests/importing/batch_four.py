"""The fourth batch of annexes written by hand, for the score of what has been learned from the first three."""

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


def headings_only_once() -> Family:
    """A resolution whose annex is three Word tables, of which only the first has the heading."""
    found = written("four/nq-du-lieu")
    document = opened(found)
    headings = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Kết quả đạt được"]
    grid = add_table(document, [*headings, "Cấp phê duyệt"])
    for at, (number, title, lines) in enumerate(found.groups):
        if at:
            document.add_paragraph("")
            grid = document.add_table(rows=0, cols=7)
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            add_line(grid, line, "ntlcprx")[6].text = "Chính phủ"
    return Family("four-once.docx", found.gold, as_bytes(document))


def restarting_groups() -> Family:
    """Groups in unmerged rows, numbers that begin anew, the same lead merged over rows, money, notes."""
    found = written("four/gd-vung-kho")
    document = opened(found)
    headings = ["STT", "Nội dung, hoạt động", "Kinh phí (triệu đồng)", "Đơn vị thực hiện", "Đơn vị phối hợp"]
    grid = add_table(document, [*headings, "Thời gian hoàn thành", "Ghi chú"])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = number, title, "12.500"
        for line in lines:
            add_line(grid, line, "ntxlcpx")[2].text = "4.150"
    return Family("four-restart.docx", found.gold, as_bytes(document))


def deadline_in_front() -> Family:
    """Tabs with a mark of UTF-8, the deadline as the second column."""
    found = written("four/nang-luong")
    stream = StringIO()
    headings = ["TT", "Thời hạn", "Nhiệm vụ", "Cơ quan chủ trì thực hiện", "Cơ quan, đơn vị phối hợp thực hiện"]
    csv.writer(stream, delimiter="\t").writerows(lines_of(found, headings, "nptlc"))
    return Family("four-front.tsv", found.gold, stream.getvalue().encode("utf-8-sig"))


def merged_leads() -> Family:
    """A sheet in which the lead is merged down over two tasks, and groups stand in unmerged rows."""
    found = written("four/thanh-tra")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["THANH TRA TỈNH ĐẮK LẮK"])
    sheet.append([found.particulars["title"]])
    sheet.append(["Ban hành kèm theo Quyết định số 12/QĐ-TTr ngày 15 tháng 12 năm 2025"])
    sheet.append([])
    sheet.append(["Stt", "Nội dung công việc", "Phòng, đơn vị chủ trì", "Phối hợp", "Thời gian", "Sản phẩm", "Ghi chú"])
    for number, title, lines in found.groups:
        sheet.append([number, title])
        for at, line in enumerate(lines):
            count, *values = line.values("ntlcpr")
            cells: list[Any] = [int(count), *values]
            if at and values[1] == lines[at - 1].cells[1]:
                cells[2] = None
            sheet.append(cells)
            if cells[2] is None:
                row = sheet.max_row
                sheet.merge_cells(start_row=row - 1, start_column=3, end_row=row, end_column=3)
    sheet.append([None, "Tổng số: 07 nhiệm vụ", None, None, date(2025, 12, 15)])
    return Family("four-merged.xlsx", found.gold, saved(book))


def pasted() -> Family:
    """A text pasted from Word, tabs between the cells, prose above."""
    found = written("four/phuong-cong-so")
    rows = lines_of(found, ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"], "ntlcp")
    prose = ["ỦY BAN NHÂN DÂN PHƯỜNG", "Số: 88/KH-UBND", "Kế hoạch xây dựng phường văn minh đô thị", ""]
    text = "\r\n".join([*prose, *("\t".join(row) for row in rows), "", "Nơi nhận: Lưu VP."])
    return Family("four-pasted.txt", found.gold, text.encode("utf-16"))


def columns_counted() -> Family:
    """A PDF with a heading of two rows and columns counted, on every page; leads merged down."""
    found = written("four/kinh-te-so-tinh")
    body = table(found, [""] * 6, "ntlcpr", merged=2)
    upper = (
        "<tr><th rowspan=2>STT</th><th rowspan=2>Nhiệm vụ, giải pháp</th><th colspan=2>Cơ quan, đơn vị thực hiện</th>"
        "<th rowspan=2>Thời gian hoàn thành</th><th rowspan=2>Kết quả, chỉ tiêu</th></tr>"
        "<tr><th>Chủ trì</th><th>Phối hợp</th></tr>"
        "<tr><th>1</th><th>2</th><th>3</th><th>4</th><th>5</th><th>6</th></tr>"
    )
    start, end = body.index("<tr>"), body.index("</thead>")
    style = "body{font-size:14pt}td{vertical-align:middle}tr{break-inside:avoid}"
    return Family("four-counted.pdf", found.gold, html=page(found, body[:start] + upper + body[end:], style))


def groups_at_the_edge() -> Family:
    """A PDF in large letters: rows and groups are cut by pages, and the heading stands only once."""
    found = written("four/logistics")
    headings = ["TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Sản phẩm", "Thời gian"]
    style = "body{font-size:16pt}td{vertical-align:top;text-align:justify}table{table-layout:fixed}"
    body = table(found, headings, "ntlcrp", repeat=False)
    return Family("four-edge.pdf", found.gold, html=page(found, body, style))


def broad_word_table() -> Family:
    """Many columns, agencies with labels in one cell, the period in two columns."""
    found = written("four/nang-luong")
    document = opened(found)
    headings = [
        "TT",
        "Tên nhiệm vụ",
        "Căn cứ",
        "Trách nhiệm thực hiện",
        "Hình thức văn bản",
        "Thời hạn trình",
        "Ghi chú",
    ]
    grid = add_table(document, headings)
    for line in found.lines:
        number, title, lead, coordinate, period = line.values("ntlcp")
        who = f"Chủ trì: {lead}\nPhối hợp: {coordinate}"
        for cell, text in zip(
            grid.add_row().cells, [number, title, "QĐ 768", who, "Nghị định", period, ""], strict=True
        ):
            cell.text = text
    return Family("four-broad.docx", found.gold, as_bytes(document))


FILES = (headings_only_once, restarting_groups, deadline_in_front, merged_leads, pasted, broad_word_table)
PRINTED = (columns_counted, groups_at_the_edge)
