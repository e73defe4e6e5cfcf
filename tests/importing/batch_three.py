"""The third batch of annexes written by hand: other columns, other breaks, other files."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def groups_are_agencies() -> Family:
    """No column for agencies: each group is what one agency has to do."""
    found = written("three/giao-viec")
    document = opened(found)
    grid = add_table(document, ["TT", "Nội dung nhiệm vụ giao", "Thời hạn hoàn thành", "Ghi chú"])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[3]).text = title
        for line in lines:
            add_line(grid, line, "ntpx")
    return Family("three-agencies.docx", found.gold, as_bytes(document))


def a_title_within_the_table() -> Family:
    """The title is the first row of the table; it goes on in a second table without heading and with other widths."""
    found = written("three/thu-tuc")
    document = opened(found)
    grid = document.add_table(rows=1, cols=7)
    cells = grid.rows[0].cells
    cells[0].merge(cells[-1]).text = f"PHỤ LỤC\n{found.particulars['title']}"
    for cell, text in zip(
        grid.add_row().cells,
        ["STT", "Nội dung phương án", "Sản phẩm", "ĐV chủ trì", "ĐV phối hợp", "Hạn hoàn thành", "Ghi chú"],
        strict=True,
    ):
        cell.text = text
    for at, (number, title, lines) in enumerate(found.groups):
        if at == 2:
            document.add_paragraph("")
            grid = document.add_table(rows=0, cols=7)
        cells = grid.add_row().cells
        cells[1].merge(cells[-1]).text = f"{number}. {title}"
        for line in lines:
            add_line(grid, line, "ntrlcpx")
    return Family("three-title.docx", found.gold, as_bytes(document))


def three_levels() -> Family:
    """Parts I and II over groups 1, 2 over tasks 1.1, 1.2; agencies to the left of what they do."""
    found = written("three/ba-cap")
    document = opened(found)
    headings = ["Số TT", "Cơ quan chủ trì", "Cơ quan phối hợp", "Nhiệm vụ, giải pháp chủ yếu", "Thời gian", "Đầu ra"]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        if number in ("1", "3"):
            part = "I" if number == "1" else "II"
            cells = grid.add_row().cells
            cells[0].text = part
            cells[1].merge(cells[-1]).text = "Sắp xếp" if part == "I" else "Sau sắp xếp"
        cells = grid.add_row().cells
        cells[0].text, cells[3].text = number, title
        for line in lines:
            add_line(grid, line, "nlctpr")
    return Family("three-levels.docx", found.gold, as_bytes(document))


def targets_before_tasks() -> Family:
    """An annex of targets, which are no tasks, before that of the tasks."""
    found = written("three/nha-o-xa-hoi")
    document = opened(found)
    targets = add_table(document, ["TT", "Địa phương", "Chỉ tiêu (căn)", "Năm 2025", "Năm 2026", "Ghi chú"])
    for at, name in enumerate(("Hà Nội", "Thành phố Hồ Chí Minh", "Hải Phòng"), 1):
        for cell, text in zip(targets.add_row().cells, (str(at), name, "18700", "4670", "5420", ""), strict=True):
            cell.text = text
    document.add_paragraph("Phụ lục II")
    document.add_paragraph("PHÂN CÔNG NHIỆM VỤ PHÁT TRIỂN NHÀ Ở XÃ HỘI")
    grid = add_table(document, ["STT", "Nhiệm vụ", "CQ chủ trì", "CQ phối hợp", "Mốc thời gian"])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        for line in lines:
            add_line(grid, line, "ntlcp")
    return Family("three-targets.docx", found.gold, as_bytes(document))


def signatures_below() -> Family:
    """A sheet with empty lines, groups in one cell, days as days in the middle of texts, signatures below."""
    found = written("three/khoa-hoc-xlsx")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for text in ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", None, found.particulars["title"], "Đơn vị tính: nhiệm vụ", None):
        sheet.append(["", text])
    sheet.append(["", "TT", "Tên nhiệm vụ", "Người/đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "% hoàn thành"])
    for number, title, lines in found.groups:
        sheet.append([])
        sheet.append(["", f"{number}. {title}"])
        for line in lines:
            count, name, lead, coordinate, period = line.values("ntlcp")
            day: Any = date.fromisoformat(period) if period.count("-") == 2 else period
            sheet.append(["", float(count), name, lead, coordinate, day, 0.25])
            if isinstance(day, date):
                sheet.cell(sheet.max_row, 6).number_format = "d/m/yyyy"
            sheet.cell(sheet.max_row, 7).number_format = "0%"
    sheet.append([])
    sheet.append(["", "", "NGƯỜI LẬP BIỂU", "", "GIÁM ĐỐC"])
    sheet.append(["", "", "Nguyễn Thị B", "", "Trần Văn C"])
    return Family("three-signed.xlsx", found.gold, saved(book))


def lines_within_quotes() -> Family:
    """Bars between the cells, lines within quotes, cells missing at the end of rows."""
    found = written("three/bao-ve-rung")
    stream = StringIO()
    writer = csv.writer(stream, delimiter="|")
    writer.writerow(["STT", "Công việc", "Đơn vị thực hiện chính", "Lực lượng phối hợp", "Thời gian"])
    writer.writerows(line.values("ntlcp") for line in found.lines)
    return Family("three-bars.csv", found.gold, stream.getvalue().encode("utf-16"))


def columns_of_spaces() -> Family:
    """A text whose columns are made of spaces, with lines that go on below."""
    found = written("three/ngoai-giao")
    widths = (5, 36, 26, 40, 20)
    lines = [found.particulars["title"], ""]

    def add(cells: list[str]) -> None:
        wrapped = [_wrapped(cell, width - 2) for cell, width in zip(cells, widths, strict=True)]
        for at in range(max(map(len, wrapped))):
            parts = (
                (each[at] if at < len(each) else "").ljust(width) for each, width in zip(wrapped, widths, strict=True)
            )
            lines.append("".join(parts).rstrip())

    add(["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"])
    for line in found.lines:
        add(line.values("ntlcp"))
    return Family("three-spaces.txt", found.gold, "\n".join(lines).encode())


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(f"{lines[-1]} {word}") > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def two_tables_with_captions() -> Family:
    """A PDF with a table under each Roman caption; the numbers begin anew; rows are cut by pages."""
    found = written("three/cap-nuoc")
    headings = ["STT", "Nội dung đầu tư", "Chủ đầu tư/đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Kết quả"]
    body = ""
    for number, title, lines in found.groups:
        part = type(found)(found.particulars, [("", "", lines)])
        body += f"<p><b>{number}. {title}</b></p>{table(part, headings, 'ntlcpr')}"
    style = "body{font-size:15pt}td{vertical-align:top}"
    return Family("three-captions.pdf", found.gold, html=page(found, body, style))


def agencies_first() -> Family:
    """A PDF on upright pages with the agencies before the task, and the leads merged down."""
    found = written("three/ngoai-giao")
    headings = ["STT", "Cơ quan, đơn vị chủ trì", "Tên hoạt động", "Cơ quan phối hợp", "Kết quả", "Thời gian dự kiến"]
    style = "@page{size:A4}body{font-size:13pt}tr{break-inside:avoid}"
    return Family("three-agencies-first.pdf", found.gold, html=page(found, table(found, headings, "nltcrp"), style))


FILES = (
    groups_are_agencies,
    a_title_within_the_table,
    three_levels,
    targets_before_tasks,
    signatures_below,
    lines_within_quotes,
    columns_of_spaces,
)
PRINTED = (two_tables_with_captions, agencies_first)
