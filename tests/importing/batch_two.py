"""The second batch of annexes written by hand, after the reading had been made better for the first."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import docx
import openpyxl

from tests.importing.batch_one import add_line, lines_of, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import Written, written


def a_table_for_each_page() -> Family:
    """As a converter makes it of a PDF: a table a page with the heading again, one row cut between two of them."""
    found = written("two/chuong-trinh-tinh-uy")
    document = opened(found)
    headings = ["STT", "Nội dung", "Cơ quan chủ trì tham mưu", "Cơ quan phối hợp", "Cấp trình", "Thời gian trình"]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            cells = add_line(grid, line, "ntlcxp")
            cells[4].text = "Ban Thường vụ Tỉnh ủy"
            if line.number == "4":
                words = cells[1].text.split()
                cells[1].text = " ".join(words[:5])
                document.add_paragraph("")
                grid = add_table(document, headings)
                grid.add_row().cells[1].text = " ".join(words[5:])
            elif line.number == "8":
                document.add_paragraph("")
                grid = add_table(document, headings)
    return Family("two-pages.docx", found.gold, as_bytes(document))


def a_column_of_groups() -> Family:
    """Groups in the first column, merged down; numbers begin anew in each; the same lead merged over two rows."""
    found = written("two/moi-truong-bo")
    document = opened(found)
    headings = ["Nhóm nhiệm vụ", "STT", "Nhiệm vụ cụ thể", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Kết quả"]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        rows = [add_line(grid, line, "xntlcpr") for line in lines]
        rows[0][0].merge(rows[-1][0]).text = f"{number}. {title}"
    return Family("two-group-column.docx", found.gold, as_bytes(document))


def who_does_what_in_one_cell() -> Family:
    """No column for numbers, and one for all agencies, with labels."""
    found = written("two/tre-em")
    document = opened(found)
    grid = add_table(document, ["Nội dung nhiệm vụ", "Phân công thực hiện", "Thời gian thực hiện", "Nguồn kinh phí"])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        for line in lines:
            cells = grid.add_row().cells
            count, name, lead, coordinate, period = line.values("ntlcp")
            cells[0].text, cells[2].text, cells[3].text = f"{count}. {name}", period, "Ngân sách nhà nước"
            cells[1].text = f"- Chủ trì: {lead}.\n- Phối hợp: {coordinate}."
    return Family("two-one-cell.docx", found.gold, as_bytes(document))


def crosses_under_quarters() -> Family:
    """A cross under each quarter in which something is done, the year in the heading above."""
    found = written("two/thanh-nien-quy")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([found.particulars["title"]])
    sheet.append(["TT", "Nội dung", "Thời gian thực hiện (năm 2025)", "", "", "", "Đơn vị chủ trì", "Đơn vị phối hợp"])
    sheet.append(["", "", "Quý I", "Quý II", "Quý III", "Quý IV", "", ""])
    for area in ("A1:H1", "C2:F2", "A2:A3", "B2:B3", "G2:G3", "H2:H3"):
        sheet.merge_cells(area)
    for line in found.lines:
        number, title, lead, coordinate, period = line.values("ntlcp")
        quarters = {part.strip().removeprefix("Quý ") for part in period.split(",")}
        marks = ["x" if quarter in quarters else None for quarter in ("I", "II", "III", "IV")]
        sheet.append([int(number), title, *marks, lead, coordinate])
    return Family("two-quarters.xlsx", found.gold, saved(book))


def dotted_without_merging() -> Family:
    """Groups 1, 2, 3 of tasks 1.1, 1.2, but 4 is a task itself; nothing is merged but the heading."""
    found = written("two/duong-sat")
    document = opened(found)
    upper = ["Số TT", "Nội dung công việc", "Cơ quan thực hiện", "", "Tiến độ hoàn thành"]
    grid = add_table(document, upper)
    first, second = grid.rows[0].cells, grid.add_row().cells
    second[2].text, second[3].text = "Chủ trì", "Phối hợp"
    first[2].merge(first[3]).text = "Cơ quan thực hiện"
    for at in (0, 1, 4):
        first[at].merge(second[at])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = number, title
        for line in lines:
            add_line(grid, line, "ntlcp")
    return Family("two-dotted.docx", found.gold, as_bytes(document))


def two_sheets() -> Family:
    """Two sheets with the heading on each, letters for groups, days as days, a sum below."""
    found = written("two/an-toan-thuc-pham")
    book = openpyxl.Workbook()
    book.active.title = "Phần 1"
    for at, groups in enumerate((found.groups[:1], found.groups[1:])):
        sheet: Any = book.active if at == 0 else book.create_sheet("Phần 2")
        sheet.append(["BAN CHỈ ĐẠO LIÊN NGÀNH"])
        sheet.append(["(Kèm theo Kế hoạch số 19/KH-BCĐ ngày 02/3/2026)"])
        sheet.append(
            [
                "STT",
                "Hoạt động",
                "Thời gian\nhoàn thành",
                "Cơ quan\nchủ trì",
                "Cơ quan\nphối hợp",
                "Sản phẩm",
                "Ghi chú",
            ]
        )
        for number, title, lines in groups:
            sheet.append([number, title])
            sheet.merge_cells(start_row=sheet.max_row, start_column=2, end_row=sheet.max_row, end_column=7)
            for line in lines:
                values: list[Any] = line.values("ntplcrx")
                if values[2] == "31/3/2026":
                    values[2] = date(2026, 3, 31)
                sheet.append(values)
        sheet.append(["", "Tổng cộng: 7 hoạt động"])
    return Family("two-sheets.xlsx", found.gold, saved(book))


def quoted_commas() -> Family:
    """Commas, with quotes where a cell has commas or quotes itself."""
    found = written("two/dan-so")
    stream = StringIO()
    headings = ["TT", "Hoạt động", "Cơ quan thực hiện chính", "Cơ quan phối hợp", "Thời gian"]
    csv.writer(stream).writerows(lines_of(found, headings, "ntlcp"))
    return Family("two-commas.csv", found.gold, stream.getvalue().encode())


def labels_on_one_line() -> Family:
    """A Word document without tables: each task is a paragraph that says who and when at its end."""
    found = written("two/dan-so")
    document = docx.Document()
    document.add_paragraph(found.particulars["title"])
    document.add_paragraph("II. NHIỆM VỤ CỤ THỂ")
    for line in found.lines:
        number, title, lead, coordinate, period = line.values("ntlcp")
        document.add_paragraph(f"{number}. {title}.")
        document.add_paragraph(f"Cơ quan chủ trì: {lead}. Cơ quan phối hợp: {coordinate}. Thời gian: {period}.")
    gold = found.gold
    for task in gold["tasks"]:
        task["group"], task["title"] = "II", f"{task['title']}."
    return Family("two-labels.docx", gold, as_bytes(document))


def small_and_upright() -> Family:
    """A PDF on upright pages in small letters, a heading of two rows, groups on both sides of a page."""
    found = written("two/xuat-khau")
    body = table(found, ["TT", "Nhiệm vụ", "", "", "Thời gian thực hiện", "Sản phẩm"], "ntlcpr")
    upper = (
        "<tr><th rowspan=2>TT</th><th rowspan=2>Nhiệm vụ</th><th colspan=2>Phân công</th>"
        "<th rowspan=2>Thời gian thực hiện</th><th rowspan=2>Sản phẩm</th></tr>"
        "<tr><th>Đơn vị chủ trì</th><th>Đơn vị phối hợp</th></tr>"
    )
    start, end = body.index("<tr>"), body.index("</thead>")
    style = "@page{size:A5;margin:12mm}body{font-size:9pt}td{vertical-align:top}"
    return Family("two-upright.pdf", found.gold, html=page(found, body[:start] + upper + body[end:], style))


def numbers_in_the_middle() -> Family:
    """A PDF with the deadline first, everything in the middle of its cell, rows cut by pages, no heading again."""
    found = written("two/giam-ngheo")
    headings = ["TT", "Thời hạn", "Nội dung", "Chủ trì", "Phối hợp", "Sản phẩm"]
    body = table(found, headings, "nptlcr", repeat=False)
    style = "body{font-size:17pt}td{vertical-align:middle;text-align:center}table{table-layout:fixed}"
    return Family("two-middle.pdf", found.gold, html=page(found, body, style))


def markdown() -> Family:
    """A table of bars with bold groups, as tools that turn PDF into text leave it."""
    found: Written = written("two/xuat-khau")
    rows = lines_of(found, ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Hạn hoàn thành", "Kết quả"], "ntlcpr")
    lines = ["# KẾ HOẠCH", "", f"| {' | '.join(rows[0])} |", "| :---: | :--- | :--- | :--- | :---: | :--- |"]
    for row in rows[1:]:
        cells = [f"**{cell}**" if cell and not any(row[2:]) else cell for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return Family("two-markdown.txt", found.gold, "\n".join(lines).encode())


FILES = (
    a_table_for_each_page,
    a_column_of_groups,
    who_does_what_in_one_cell,
    crosses_under_quarters,
    dotted_without_merging,
    two_sheets,
    quoted_commas,
    labels_on_one_line,
    markdown,
)
PRINTED = (small_and_upright, numbers_in_the_middle)
