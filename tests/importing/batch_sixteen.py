"""The sixteenth batch of annexes written by hand: programmes of work, plans of provinces, abbreviations of 2023."""

from typing import Any

import openpyxl

from tests.importing.batch_one import add_line, opened
from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes
from tests.importing.written import written


def a_road_map() -> Family:
    """Groups over the width in capitals, the columns counted, a second table with its heading again."""
    found = written("sixteen/de-an-06")
    document = opened(found)
    headings = [
        "STT",
        "Nội dung công việc",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Thời gian hoàn thành",
        "Sản phẩm, kết quả",
    ]
    grid = add_table(document, headings)
    for at, text in enumerate(grid.add_row().cells):
        text.text = f"({at + 1})"
    for at, (number, title, lines) in enumerate(found.groups):
        if at == 2:
            document.add_paragraph("")
            grid = add_table(document, headings)
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title.upper()}"
        for line in lines:
            add_line(grid, line, "ntlcpr")
    return Family("sixteen-road-map.docx", found.gold, as_bytes(document))


def a_road_map_in_a_pdf() -> Family:
    """Broad pages, cells in the middle, the heading once, leads merged where the same."""
    found = written("sixteen/de-an-06")
    headings = ["STT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm"]
    style = "@page{size:A4 landscape;margin:20mm}body{font-size:14pt}td{text-align:center;vertical-align:middle}"
    body = table(found, headings, "ntlcpr", repeat=False)
    return Family("sixteen-road-map.pdf", found.gold, html=page(found, body, style))


def a_railway_in_a_pdf() -> Family:
    """Upright pages, five columns, no groups, nobody coordinates here and there."""
    found = written("sixteen/duong-sat")
    headings = ["TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
    style = "@page{size:A4;margin:20mm}body{font-size:14pt}td{text-align:justify;vertical-align:top}"
    return Family("sixteen-railway.pdf", found.gold, html=page(found, table(found, headings, "ntlcp"), style))


def the_climate_in_a_sheet() -> Family:
    """Aims and money beside the task, a sum at the end, the heading in two rows."""
    found = written("sixteen/khi-hau")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["PHỤ LỤC I"])
    sheet.append([f"DANH MỤC NHIỆM VỤ, {found.particulars['title']}"])
    sheet.append([f"(Kèm theo Kế hoạch số {found.particulars['symbol']} ngày 15 tháng 9 năm 2023)"])
    sheet.append(
        [
            "TT",
            "Tên nhiệm vụ, dự án",
            "Mục tiêu",
            "Cơ quan thực hiện",
            "",
            "Thời gian thực hiện",
            "Kinh phí dự kiến",
            "",
        ]
    )
    sheet.append(["", "", "", "Chủ trì", "Phối hợp", "", "Tổng số (triệu đồng)", "Nguồn vốn"])
    for area in ("A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5", "G4:H4"):
        sheet.merge_cells(area)
    for number, title, lines in found.groups:
        sheet.append([number, title])
        for line in lines:
            row = line.values("ntxlcpr")
            row[2] = "Nâng cao năng lực thích ứng của cộng đồng"
            sheet.append([int(row[0]), *row[1:], "NSNN"])
    sheet.append(["", "Tổng cộng", "", "", "", "", "94.500"])
    return Family("sixteen-climate.xlsx", found.gold, saved(book))


def a_programme_of_work() -> Family:
    """Who of the leaders sees to it; when it goes to the committee, and to the council if at all."""
    found = written("sixteen/ct-cong-tac")
    document = opened(found)
    headings = ["TT", "Nội dung, đề án", "Loại văn bản", "Cơ quan chủ trì soạn thảo", "Cơ quan phối hợp"]
    headings += ["Lãnh đạo UBND tỉnh phụ trách", "Thời gian trình UBND tỉnh", "Thời gian trình HĐND tỉnh"]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            cells = add_line(grid, line, "ntrlcxpx")
            cells[5].text = "PCT Nguyễn Văn A"
            cells[7].text = "Kỳ họp cuối năm" if line.number == "1" else ""
    return Family("sixteen-work.docx", found.gold, as_bytes(document))


def equality_in_a_pdf() -> Family:
    """Broad pages in small letters, 1.1 below 1, money and notes, the heading on each page."""
    found = written("sixteen/gioi")
    headings = ["TT", "Hoạt động", "Chỉ tiêu/ Kết quả", "Chủ trì", "Phối hợp", "Thời gian", "Kinh phí", "Ghi chú"]
    style = "body{font-size:11pt}td{vertical-align:top}"
    return Family("sixteen-equality.pdf", found.gold, html=page(found, table(found, headings, "ntrlcpxx"), style))


def a_plan_of_a_ward() -> Family:
    """Targets in a first annex; the tasks in a second, on upright pages, without groups."""
    found = written("sixteen/xa-nq66")
    document = opened(found)
    targets = add_table(document, ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025", "Năm 2030"])
    for row in (["1", "Tỷ lệ hồ sơ trực tuyến", "%", "80", "95"], ["2", "Hòa giải thành", "%", "85", "90"]):
        for cell, text in zip(targets.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("PHỤ LỤC II")
    document.add_paragraph("PHÂN CÔNG NHIỆM VỤ")
    headings = ["STT", "Nội dung, nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành", "Ghi chú"]
    grid = add_table(document, headings)
    for line in found.lines:
        add_line(grid, line, "ntlcpx")[3].text = line.cells[2].replace("; ", "\n")
    return Family("sixteen-ward.docx", found.gold, as_bytes(document))


FILES = (a_road_map, the_climate_in_a_sheet, a_programme_of_work, a_plan_of_a_ward)
PRINTED = (a_road_map_in_a_pdf, a_railway_in_a_pdf, equality_in_a_pdf)
