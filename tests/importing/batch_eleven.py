"""The eleventh batch of annexes written by hand: narrow columns, two for titles, a line for each body."""

import csv
from io import StringIO
from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, lines_of, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def numbers_begin_anew() -> Family:
    """Numbers with a dot begin anew in each group."""
    found = written("eleven/dan-toc")
    document = opened(found)
    headings = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Kết quả"]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = f"{number}."
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            add_line(grid, line, "ntlcpr")[0].text = f"{line.number}."
    return Family("eleven-anew.docx", found.gold, as_bytes(document))


def many_narrow_columns() -> Family:
    """Upright pages, seven columns in small letters: names on three lines and more, bodies with dashes."""
    found = written("eleven/dan-toc")
    for line in found.lines:
        if "; " in line.cells[2] or (", " in line.cells[2] and "Thể thao" not in line.cells[2]):
            mark = "; " if "; " in line.cells[2] else ", "
            line.cells[2] = "\n".join(f"- {part};" for part in line.cells[2].split(mark)).rstrip(";")
    headings = ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm", "Ghi chú"]
    style = "@page{size:A4;margin:15mm}body{font-size:11pt}td{text-align:justify}"
    return Family("eleven-narrow.pdf", found.gold, html=page(found, table(found, headings, "ntlcprx"), style))


def a_ministry_in_a_pdf() -> Family:
    """Groups by letter, all cells in the middle, each coordinating body on a line with its mark at the end."""
    found = written("eleven/an-ninh-mang")
    for line in found.lines:
        line.cells[2] = line.cells[2].replace("; ", ";\n")
    headings = ["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Kết quả"]
    style = "body{font-size:13pt}td{text-align:center;vertical-align:middle}"
    return Family("eleven-ministry.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


def what_and_how_in_two_columns() -> Family:
    """The kind of task, merged over its rows, beside what is to be done; an empty row between kinds."""
    found = written("eleven/y-te-bo")
    document = opened(found)
    headings = ["TT", "Nhiệm vụ trọng tâm", "Hoạt động cụ thể", "Đơn vị đầu mối", "Đơn vị phối hợp", "Thời gian"]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        first: Any = None
        for line in lines:
            cells = add_line(grid, line, "nxtlcp")
            first = cells[1] if first is None else first.merge(cells[1])
            first.text = f"{number}. {title}"
    return Family("eleven-kinds.docx", found.gold, as_bytes(document))


def groups_in_a_sheet() -> Family:
    """Groups by number and title, bodies on lines, who checks it, how much it costs."""
    found = written("eleven/y-te-bo")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["BỘ Y TẾ"])
    sheet.append([found.particulars["title"]])
    heading = ["STT", "Nhiệm vụ", "Đơn vị chủ trì, tham mưu", "Đơn vị phối hợp", "Tiến độ", "Kinh phí (triệu đồng)"]
    sheet.append([*heading, "Đơn vị theo dõi, đôn đốc"])
    for number, title, lines in found.groups:
        sheet.append([number, title.upper()])
        for line in lines:
            *cells, period = line.values("ntlcp")
            cells[3] = cells[3].replace("; ", "\n").replace(", Viện", ",\nViện").replace(", Cục", ",\nCục")
            sheet.append([*cells, int(period) if period.isdigit() else period, 1500, "Văn phòng Bộ"])
    return Family("eleven-sheet.xlsx", found.gold, saved(book))


def rooms_of_an_agency() -> Family:
    """A letter from an agency: rooms, lines between the cells' parts, the deadline before who coordinates."""
    found = written("eleven/ke-hoach-so")
    document = opened(found)
    headings = [
        "STT",
        "Nội dung công việc",
        "Phòng, đơn vị chủ trì",
        "Thời gian hoàn thành",
        "Phòng, đơn vị phối hợp",
        "Kết quả",
    ]
    grid = add_table(document, headings)
    for line in found.lines:
        cells = add_line(grid, line, "ntlpcr")
        cells[4].text = line.cells[2].replace("; ", "\n")
    return Family("eleven-rooms.docx", found.gold, as_bytes(document))


def commas_in_quotes() -> Family:
    """A file of commas, cells with lines in quotes, groups as rows, the title above."""
    found = written("eleven/ke-hoach-so")
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow([found.particulars["title"]])
    rows = lines_of(found, ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Hạn", "Sản phẩm"], "ntlcpr")
    writer.writerows([[cell.replace("; ", ";\n") for cell in row] for row in rows])
    return Family("eleven-quotes.csv", found.gold, stream.getvalue().encode("utf-8"))


def a_commune() -> Family:
    """A commune: groups in a cell of their own row, years and quarters without more, a table of signatures."""
    found = written("eleven/nong-thon-moi")
    document = opened(found)
    headings = [
        "STT",
        "Nội dung thực hiện",
        "Đơn vị phụ trách",
        "Đơn vị phối hợp",
        "Thời gian",
        "Kết quả cần đạt",
        "Kinh phí",
    ]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        for line in lines:
            add_line(grid, line, "ntlcprx")[6].text = "120"
    return Family("eleven-commune.docx", found.gold, as_bytes(document))


def a_commune_in_a_pdf() -> Family:
    """The same in a PDF on upright pages, leads merged where the same."""
    found = written("eleven/nong-thon-moi")
    headings = ["TT", "Nội dung", "Đơn vị phụ trách", "Phối hợp", "Thời gian", "Kết quả"]
    style = "@page{size:A4;margin:20mm}body{font-size:13pt}"
    return Family("eleven-commune.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


FILES = (
    numbers_begin_anew,
    what_and_how_in_two_columns,
    groups_in_a_sheet,
    rooms_of_an_agency,
    commas_in_quotes,
    a_commune,
)
PRINTED = (many_narrow_columns, a_ministry_in_a_pdf, a_commune_in_a_pdf)
