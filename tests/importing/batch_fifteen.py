"""The fifteenth batch of annexes written by hand: as the Government, ministries and provinces lay theirs out."""

from html import escape
from typing import Any

import docx
import openpyxl

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import Written, written


def a_resolution_of_the_government() -> Family:
    """Roman groups over the width, numbers with a dot that begin anew, bodies on lines where semicolons part them."""
    found = written("fifteen/tu-nhan")
    document = opened(found)
    headings = [
        "TT",
        "Nội dung công việc",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
        "Thời gian trình/\nhoàn thành",
        "Sản phẩm/ Kết quả",
    ]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = f"{number}."
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            cells = add_line(grid, line, "ntlcpr")
            cells[0].text = f"{line.number}."
            for at in (2, 3):
                cells[at].text = cells[at].text.replace("; ", ";\n")
    return Family("fifteen-resolution.docx", found.gold, as_bytes(document))


def a_plan_of_a_province() -> Family:
    """Who leads and who coordinates under one heading, 1.1 below 1, groups in unmerged rows, who pays."""
    found = written("fifteen/tinh-nq57")
    document = opened(found)
    upper = ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "", "Lộ trình", "Sản phẩm", "Nguồn kinh phí", "Ghi chú"]
    grid = add_table(document, upper)
    first, second = grid.rows[0].cells, grid.add_row().cells
    second[2].text, second[3].text = "Chủ trì", "Phối hợp"
    first[2].merge(first[3])
    for at in (0, 1, 4, 5, 6, 7):
        first[at].merge(second[at])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = number, title
        for line in lines:
            add_line(grid, line, "ntlcprxx")[6].text = "Ngân sách tỉnh"
    return Family("fifteen-province.docx", found.gold, as_bytes(document))


def a_plan_of_a_ministry() -> Family:
    """The field in a column of its own, merged down over its tasks; the result before who does it."""
    found = written("fifteen/cchc-bo")
    document = opened(found)
    headings = [
        "Lĩnh vực",
        "TT",
        "Nhiệm vụ cụ thể",
        "Kết quả/ sản phẩm",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Thời gian hoàn thành",
    ]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        rows = [add_line(grid, line, "xntrlcp") for line in lines]
        rows[0][0].merge(rows[-1][0]).text = f"{number}. {title}"
    return Family("fifteen-ministry.docx", found.gold, as_bytes(document))


def a_list_of_bylaws() -> Family:
    """A sheet: what form, who submits to whom, a law over its by-laws; when the law takes effect."""
    found = written("fifteen/luat")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["THỦ TƯỚNG CHÍNH PHỦ"])
    sheet.append([found.particulars["title"]])
    sheet.append(["(Ban hành kèm theo Quyết định số 1610/QĐ-TTg ngày 24 tháng 7 năm 2025)"])
    headings = ["STT", "Tên văn bản", "Hình thức văn bản", "Cơ quan chủ trì soạn thảo", "Cơ quan phối hợp"]
    sheet.append([*headings, "Cấp trình", "Thời hạn trình, ban hành", "Ngày có hiệu lực của luật"])
    for number, title, lines in found.groups:
        sheet.append([number, title])
        for line in lines:
            form = line.cells[4]
            row = line.values("ntxlcxp")
            row[2], row[5] = form, "Bộ trưởng" if form == "Thông tư" else "Chính phủ"
            sheet.append([int(row[0]), *row[1:], "01/01/2026"])
    return Family("fifteen-bylaws.xlsx", found.gold, saved(book))


def _letters(document: Any, found: Written) -> None:
    for line in found.lines:
        document.add_paragraph(f"{line.number}. {line.cells[0]}")
        document.add_paragraph(f"a) Cơ quan chủ trì: {line.cells[1]}.")
        document.add_paragraph(f"b) Cơ quan phối hợp: {line.cells[2]}.")
        document.add_paragraph(f"c) Thời gian thực hiện: {line.cells[3]}.")


def a_plan_in_prose() -> Family:
    """No table: aims, then tasks with letters before their particulars, then what each body has to do."""
    found = written("fifteen/pccc")
    document = docx.Document()
    for text in (
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
        f"Số: {found.particulars['symbol']}",
        "Hải Phòng, ngày 11 tháng 8 năm 2025",
        "KẾ HOẠCH",
        found.particulars["title"],
        "Thực hiện Quyết định số 1015/QĐ-TTg ngày 26/5/2025, Ủy ban nhân dân thành phố ban hành Kế hoạch như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "1. Mục đích",
        "a) Xác định cụ thể nội dung công việc, thời hạn, tiến độ hoàn thành và trách nhiệm của cơ quan, đơn vị.",
        "b) Nâng cao nhận thức của các cấp, các ngành và Nhân dân về phòng cháy, chữa cháy.",
        "2. Yêu cầu",
        "Bảo đảm sự phối hợp chặt chẽ, thường xuyên, hiệu quả giữa các sở, ban, ngành.",
        "II. NỘI DUNG",
    ):
        document.add_paragraph(text)
    _letters(document, found)
    for text in (
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Công an thành phố chủ trì, theo dõi, đôn đốc việc thực hiện Kế hoạch này; định kỳ báo cáo.",
        "2. Sở Tài chính bố trí kinh phí theo quy định của pháp luật về ngân sách nhà nước.",
        "3. Các sở, ban, ngành, UBND các xã, phường, đặc khu báo cáo kết quả trước ngày 15/12 hằng năm.",
    ):
        document.add_paragraph(text)
    return Family("fifteen-prose.docx", found.gold, as_bytes(document))


PAGES = ((0, 3), (3, 6), (6, 8), (8, 10))
CUT = 60  # letters of a title that still stand on the page before


def a_decision_in_a_pdf() -> Family:
    """A running head and a number on each page, rows cut between pages, the heading only on the first."""
    found = written("fifteen/nha-o")
    headings = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện", "Sản phẩm"]
    heads = {lines[0].number: (number, title) for number, title, lines in found.groups}
    body = []
    rest = ""
    for at, (first, last) in enumerate(PAGES):
        rows = [f"<tr>{''.join(f'<th>{text}</th>' for text in headings)}</tr>"] if not at else [rest]
        for line in found.lines[first:last]:
            if line.number in heads:
                number, title = heads[line.number]
                rows.append(f"<tr><td><b>{number}</b></td><td colspan=5><b>{title}</b></td></tr>")
            cells = line.values("ntlcpr")
            rest = ""
            if line is found.lines[last - 1] and len(cells[1]) > CUT and last < len(found.lines):
                cut = cells[1].rindex(" ", 0, CUT)
                rest = f"<tr><td></td><td>{cells[1][cut + 1 :]}</td>{'<td></td>' * 4}</tr>"
                cells[1] = cells[1][:cut]
            rows.append(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in cells)}</tr>")
        body.append(
            f"<section><p class=n>{at + 3}</p><p class=n><i>Chiến lược phát triển nhà ở quốc gia</i></p>"
            f"<table class=t>{''.join(rows)}</table></section>"
        )
    style = (
        "section{break-before:page}.n{text-align:center}.t{table-layout:fixed}td{vertical-align:top}"
        ".t td:first-child,.t th:first-child{width:8mm}.t{font-size:13pt}"
    )
    return Family("fifteen-decision.pdf", found.gold, html=page(found, "".join(body), style))


def a_plan_of_a_province_in_a_pdf() -> Family:
    """Upright pages, the numbers 1.1 below 1, letters of 13 points, the heading on each page."""
    found = written("fifteen/tinh-nq57")
    headings = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện"]
    style = "@page{size:A4;margin:20mm 15mm 20mm 25mm}body{font-size:13pt}td{vertical-align:middle}"
    return Family("fifteen-province.pdf", found.gold, html=page(found, table(found, headings, "ntlcp"), style))


FILES = (
    a_resolution_of_the_government,
    a_plan_of_a_province,
    a_plan_of_a_ministry,
    a_list_of_bylaws,
    a_plan_in_prose,
)
PRINTED = (a_decision_in_a_pdf, a_plan_of_a_province_in_a_pdf)
