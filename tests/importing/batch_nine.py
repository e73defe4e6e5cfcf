"""The ninth batch of annexes written by hand: programmes, parties and provinces; matrices; old encodings."""

from datetime import date
from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, lines_of, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.tcvn import as_tcvn3
from tests.importing.vni import as_vni
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import Line, Written, written


def a_programme_of_the_government() -> Family:
    """Groups by capitals, numbers that run on, a second table without a heading behind a page break."""
    found = written("nine/tang-truong-xanh")
    document = opened(found)
    headings = ["TT", "Nhiệm vụ, hoạt động", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Kết quả"]
    grid = add_table(document, headings)
    for at, (number, title, lines) in enumerate(found.groups):
        if at == 2:
            document.add_page_break()
            grid = document.add_table(rows=0, cols=6)
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            add_line(grid, line, "ntlcpr")
    return Family("nine-programme.docx", found.gold, as_bytes(document))


def a_sheet_of_a_province() -> Family:
    """Days as days of the sheet, a title over the heading, groups merged, signatures below."""
    found = written("nine/de-an-06")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["UBND TỈNH BẮC NINH"])
    sheet.append([found.particulars["title"]])
    sheet.append([f"(Kèm theo Kế hoạch số {found.particulars['symbol']} ngày 14/02/2025)"])
    sheet.append(
        ["STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Lộ trình", "Chỉ tiêu, sản phẩm", "Ghi chú"]
    )
    for number, title, lines in found.groups:
        sheet.append([f"{number}. {title}"])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=7)
        for line in lines:
            *cells, period, result = line.values("ntlcpr")
            day = date.fromisoformat(period) if period[:4].isdigit() and period.count("-") == 2 else period
            sheet.append([*cells, day, result])
    sheet.append([])
    sheet.append(["", "", "", "", "TM. ỦY BAN NHÂN DÂN"])
    return Family("nine-sheet.xlsx", found.gold, saved(book))


def _in_lines(found: Written) -> None:
    """Puts each of several coordinating bodies on a line of its own, as typed: with the comma or semicolon."""
    for line in found.lines:
        for mark in ("; ", ", "):
            if mark in line.cells[2] and ":" not in line.cells[2] and "các huyện" not in line.cells[2]:
                line.cells[2] = line.cells[2].replace(mark, f"{mark.strip()}\n")
                break


def a_campaign_in_a_pdf() -> Family:
    """Upright pages, narrow columns, groups by number, the heading on each page."""
    found = written("nine/chong-buon-lau")
    headings = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Kết quả"]
    style = "@page{size:A4;margin:18mm}body{font-size:12pt}td{text-align:justify;vertical-align:top}"
    return Family("nine-campaign.pdf", found.gold, html=page(found, table(found, headings, "ntlcpr"), style))


def a_party_programme() -> Family:
    """Each group is a paragraph over a table of its own; who submits what in what form."""
    found = written("nine/tinh-uy-nq57")
    document = opened(found)
    headings = [
        "TT",
        "Nội dung",
        "Cơ quan chủ trì tham mưu",
        "Cơ quan phối hợp",
        "Thời gian trình",
        "Hình thức văn bản",
    ]
    for number, title, lines in found.groups:
        document.add_paragraph(f"{number}. {title}")
        grid = add_table(document, headings)
        for line in lines:
            add_line(grid, line, "ntlcpr")
    return Family("nine-party.docx", found.gold, as_bytes(document))


def a_party_programme_in_a_pdf() -> Family:
    """The same with each coordinating body on a line, the number last to be found: no rules but under rows."""
    found = written("nine/tinh-uy-nq57")
    _in_lines(found)
    headings = ["TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
    return Family(
        "nine-party.pdf", found.gold, html=page(found, table(found, headings, "ntlcp"), "body{font-size:14pt}")
    )


BODIES = (
    "Phòng Văn hóa và Thông tin",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Kinh tế - Hạ tầng",
    "Công an huyện",
    "Trung tâm Truyền thông - Văn hóa",
    "UBND các xã",
)


def _marks(line: Line, lead: str, other: str) -> list[str]:
    """One cell for each body: who leads, who coordinates, nothing."""
    leads, others = (line.cells[at].split(" ; ") for at in (1, 2))
    return [lead if body in leads else other if body in others else "" for body in BODIES]


def a_matrix_of_letters() -> Family:
    """A column for each body under one heading; CT and PH say who leads and who coordinates."""
    found = written("nine/ma-tran")
    document = opened(found)
    document.add_paragraph("Ghi chú: CT: Chủ trì; PH: Phối hợp.")
    upper = ["TT", "Nội dung", *["Đơn vị thực hiện"] * len(BODIES), "Thời gian"]
    grid = add_table(document, upper)
    first, second = grid.rows[0].cells, grid.add_row().cells
    for at, body in enumerate(BODIES, 2):
        second[at].text = body
        first[at].text = ""
    first[2].merge(first[1 + len(BODIES)]).text = "Đơn vị thực hiện"
    for at in (0, 1, -1):
        first[at].merge(second[at])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            cells = grid.add_row().cells
            texts = [line.number, line.cells[0], *_marks(line, "CT", "PH"), line.cells[3]]
            for cell, text in zip(cells, texts, strict=True):
                cell.text = text
    return Family("nine-letters.docx", found.gold, as_bytes(document))


def a_matrix_of_crosses() -> Family:
    """Who leads in a column; who coordinates by a cross under its name."""
    found = written("nine/ma-tran")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append([found.particulars["title"]])
    sheet.append(["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", *[""] * 5, "Thời hạn"])
    sheet.append(["", "", "", *BODIES, ""])
    sheet.merge_cells("D2:I2")
    for column in "ABCJ":
        sheet.merge_cells(f"{column}2:{column}3")
    for number, title, lines in found.groups:
        sheet.append([number, title])
        for line in lines:
            sheet.append([int(line.number), line.cells[0], line.cells[1], *_marks(line, "", "x"), line.cells[3]])
    return Family("nine-crosses.xlsx", found.gold, saved(book))


def _old(found: Written) -> str:
    rows = lines_of(found, ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"], "ntlcp")
    head = f"Quyết định số {found.particulars['symbol']} ngày 12/6/2008\n{found.particulars['title']}\n\n"
    return head + "\n".join("\t".join(row) for row in rows) + "\n"


def tabs_in_vni() -> Family:
    """Tabs, in the encoding of VNI fonts."""
    found = written("nine/vni-thuy-san")
    return Family("nine-vni.txt", found.gold, as_vni(_old(found)))


def a_document_in_an_old_font(encode: Any, name: str) -> Family:
    found = written("nine/vni-thuy-san")

    def old(text: str) -> str:
        return str(encode(text).decode("cp1252" if encode is as_vni else "latin-1"))

    document = opened(found)
    for paragraph in document.paragraphs:
        paragraph.text = old(paragraph.text)
    for cell in (cell for each in document.tables for row in each.rows for cell in row.cells):
        cell.text = old(cell.text)
    headings = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
    grid = add_table(document, [old(text) for text in headings])
    for line in found.lines:
        for cell, text in zip(grid.add_row().cells, line.values("ntlcp"), strict=True):
            cell.text = old(text)
    return Family(name, found.gold, as_bytes(document))


def a_document_in_vni() -> Family:
    """A Word document whose letters are those of a VNI font."""
    return a_document_in_an_old_font(as_vni, "nine-vni.docx")


def a_document_in_tcvn3() -> Family:
    """A Word document whose letters are those of a .VnTime font."""
    return a_document_in_an_old_font(as_tcvn3, "nine-tcvn3.docx")


FILES = (
    a_programme_of_the_government,
    a_sheet_of_a_province,
    a_party_programme,
    a_matrix_of_letters,
    a_matrix_of_crosses,
    tabs_in_vni,
    a_document_in_vni,
    a_document_in_tcvn3,
)
PRINTED = (a_campaign_in_a_pdf, a_party_programme_in_a_pdf)
