"""The first batch of annexes written by hand, each in a layout of its own."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import openpyxl
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.importing.family import Family
from tests.importing.sheets import saved
from tests.importing.tcvn import as_tcvn3
from tests.importing.web_page import page, table
from tests.importing.word import add_table, as_bytes, new_document
from tests.importing.written import Line, Written, written


def opened(found: Written) -> Any:
    """A Word document with the particulars of this one."""
    return new_document(found.particulars["symbol"], found.particulars["title"])


def add_line(table: Any, line: Line, order: str) -> Any:
    cells = table.add_row().cells
    for cell, text in zip(cells, line.values(order), strict=True):
        cell.text = text
    return cells


def deadline_before_lead() -> Family:
    """A heading of two rows, groups in one cell, columns counted, the heading once more in the middle."""
    found = written("one/tinh-chuyen-doi-so")
    document = opened(found)
    upper = ["TT", "Nội dung nhiệm vụ", "Thời hạn hoàn thành", "Tổ chức thực hiện", "", "Kết quả, sản phẩm", "Ghi chú"]
    lower = ["", "", "", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị phối hợp", "", ""]
    grid = add_table(document, upper)

    def heading(first: Any) -> None:
        second = grid.add_row().cells
        for at, text in enumerate(lower):
            if text:
                second[at].text = text
            else:
                first[at].merge(second[at])
        first[3].merge(first[4])

    heading(grid.rows[0].cells)
    for cell, text in zip(grid.add_row().cells, "1234567", strict=True):
        cell.text = f"({text})"
    for at, (number, title, lines) in enumerate(found.groups):
        if at == 2:
            again = grid.add_row().cells
            for cell, text in zip(again, upper, strict=True):
                cell.text = text
            heading(again)
        cells = grid.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        for line in lines:
            add_line(grid, line, "ntplcrx")
    return Family("one-deadline-first.docx", found.gold, as_bytes(document))


def two_tables_of_the_government() -> Family:
    """Who submits it to whom beside who leads; the annex goes on in a second table in another section."""
    found = written("one/cthd-kinh-te-tu-nhan")
    document = opened(found)
    headings = ["TT", "Nhiệm vụ, đề án", "Sản phẩm", "Cấp trình", "Chủ trì", "Phối hợp", "Thời gian trình/hoàn thành"]
    grid = add_table(document, headings)
    for at, (number, title, lines) in enumerate(found.groups):
        if at == 2:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            section.orientation = WD_ORIENT.PORTRAIT
            grid = add_table(document, headings)
        cells = grid.add_row().cells
        cells[0].text = number
        cells[1].merge(cells[-1]).text = title
        for line in lines:
            add_line(grid, line, "ntrslcp")[3].text = "Thủ tướng Chính phủ"
    document.add_paragraph("Ghi chú: Các nhiệm vụ giao tại Phụ lục này không thay thế nhiệm vụ đã giao.")
    return Family("one-government.docx", found.gold, as_bytes(document))


def a_table_under_each_paragraph() -> Family:
    """Groups are paragraphs, each over a table of its own; numbers begin anew; a table of signatures at the end."""
    found = written("one/phan-cong-bo")
    document = opened(found)
    for number, title, lines in found.groups:
        document.add_paragraph(f"{number}. {title}")
        headings = ["STT", "Nội dung công việc", "Thời hạn", "Đơn vị chủ trì", "Đơn vị phối hợp", "Lãnh đạo Bộ chỉ đạo"]
        grid = add_table(document, [*headings, "Sản phẩm"])
        for line in lines:
            add_line(grid, line, "ntplcxr")[5].text = "Thứ trưởng Trương Hải Long"
    signed = document.add_table(rows=1, cols=2)
    signed.rows[0].cells[0].text = "Nơi nhận:\n- Các đơn vị thuộc Bộ;\n- Lưu: VT."
    signed.rows[0].cells[1].text = "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Văn A"
    return Family("one-tables-under-headings.docx", found.gold, as_bytes(document))


def laws_with_footnotes() -> Family:
    """Groups by letter without merged cells; footnotes in titles; a text box and a field of Word above."""
    found = written("one/danh-muc-van-ban")
    document = opened(found)
    box = document.add_paragraph()._p
    box.append(
        parse_xml(
            f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            "<w:p><w:r><w:t>DỰ THẢO 2</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
    )
    headings = ["STT", "Tên văn bản quy định chi tiết", "Cơ quan chủ trì soạn thảo", "Cơ quan phối hợp"]
    grid = add_table(document, [*headings, "Thời hạn trình hoặc ban hành", "Ghi chú"])
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = number, title
        for line in lines:
            cells = add_line(grid, line, "ntlcpx")
            cells[1].paragraphs[0]._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
            cells[5].text = "Trình tự, thủ tục rút gọn"
    return Family("one-laws.docx", found.gold, as_bytes(document))


def ditto_in_a_commune() -> Family:
    """As above, bullets within titles, money and notes."""
    found = written("one/ke-hoach-xa")
    document = opened(found)
    headings = ["STT", "Nội dung công việc", "Kết quả", "Chủ trì", "Phối hợp", "Tiến độ", "Nguồn kinh phí"]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        cells = grid.add_row().cells
        cells[0].text, cells[1].text = number, title
        cells[1].merge(cells[-1])
        for line in lines:
            add_line(grid, line, "ntrlcpx")[6].text = "Ngân sách xã"
    cells = grid.add_row().cells
    cells[0].merge(cells[5]).text = "Tổng cộng: 09 nhiệm vụ"
    return Family("one-ditto.docx", found.gold, as_bytes(document))


def children_share_cells() -> Family:
    """Groups whose coordinators and deadline stand in their own row, merged down over their tasks 1a, 1b."""
    found = written("one/cao-diem-100-ngay")
    document = opened(found)
    headings = ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Sản phẩm, kết quả"]
    grid = add_table(document, headings)
    for number, title, lines in found.groups:
        head = grid.add_row().cells
        head[0].text, head[1].text = number, title
        shared = [at for at, letter in enumerate("ntlcpr") if letter in "cp" and number != "2"]
        for line in lines:
            last = add_line(grid, line, "ntlcpr")
            for at in shared:
                last[at].text = ""
        for at in shared:
            head[at].merge(last[at]).text = lines[0].values("ntlcpr")[at]
    return Family("one-shared-cells.docx", found.gold, as_bytes(document))


def codes_and_days() -> Family:
    """A sheet with codes for numbers, days as days, formulas, hidden rows and columns."""
    found = written("one/theo-doi-nhiem-vu")
    book = openpyxl.Workbook()
    sheet = book.active
    for text in ("UBND TỈNH BẮC NINH", found.particulars["title"], "(Kèm theo Quyết định số 2210/QĐ-UBND)"):
        sheet.append([text])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=8)
    sheet.append([])
    sheet.append(
        ["Mã NV", "Nội dung giao", "Ngày giao", "Cơ quan chủ trì", "Cơ quan phối hợp", "Hạn xử lý", "Tình trạng", "Ẩn"]
    )
    for number, title, lines in found.groups:
        sheet.append([number, title])
        for line in lines:
            code, name, lead, coordinate, period = line.values("ntlcp")
            day: Any = date.fromisoformat(period) if period.count("-") == 2 and period[:4].isdigit() else period
            at = sheet.max_row + 1
            sheet.append([code, name, date(2025, 6, 2), lead, coordinate, day, f'=IF(F{at}<TODAY(),"Quá hạn","")', "x"])
            if isinstance(day, date):
                sheet.cell(at, 6).number_format = "dd/mm/yyyy"
        sheet.append(["NV99", "Nhiệm vụ đã rút", date(2025, 1, 1), "Sở Cũ", "", "2020"])
        sheet.row_dimensions[sheet.max_row].hidden = True
    sheet.cell(9, 6).value = "=EDATE(F7,1)"
    sheet.column_dimensions["H"].hidden = True
    return Family("one-codes.xlsx", found.gold, saved(book))


def merged_sheet() -> Family:
    """A heading of two rows, groups merged across, a lead merged down over two tasks."""
    found = written("one/cchc-quan")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([found.particulars["title"]])
    sheet.merge_cells("A1:G1")
    sheet.append(["Số TT", "Nhiệm vụ cụ thể", "Sản phẩm", "Phân công", "", "Thời gian thực hiện", ""])
    sheet.append(["", "", "", "Chủ trì", "Phối hợp", "", "Ghi chú"])
    for area in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3"):
        sheet.merge_cells(area)
    for number, title, lines in found.groups:
        sheet.append([f"{number}. {title}"])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=7)
        first = sheet.max_row + 1
        for line in lines:
            values: list[Any] = line.values("ntrlcp")
            sheet.append([int(values[0]), *values[1:]])
        if number == "I":
            sheet.cell(first + 1, 4).value = None
            sheet.merge_cells(start_row=first, start_column=4, end_row=first + 1, end_column=4)
    return Family("one-merged.xlsx", found.gold, saved(book))


def lines_of(found: Written, headings: list[str], order: str) -> list[list[str]]:
    lines = [headings]
    for number, title, tasks in found.groups:
        lines += [[number, title, *[""] * (len(order) - 2)]] if title else []
        lines += [line.values(order) for line in tasks]
    return lines


def semicolons_with_a_mark() -> Family:
    """Semicolons, a mark of UTF-8, a heading on two lines in quotes."""
    found = written("one/phong-chay")
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([found.particulars["title"], "", "", "", "", ""])
    writer.writerow([])
    headings = ["STT", "Nội dung\ncông việc", "Thời hạn\nhoàn thành", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả"]
    writer.writerows(lines_of(found, headings, "ntplcr"))
    return Family("one-semicolons.csv", found.gold, stream.getvalue().encode("utf-8-sig"))


def old_encoding() -> Family:
    """TCVN3, as offices wrote before Unicode, with tabs."""
    found = written("one/du-lich-tcvn")
    headings = ["TT", "Nội dung", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian", "Sản phẩm"]
    text = "\r\n".join("\t".join(line) for line in lines_of(found, headings, "ntlcpr"))
    return Family("one-tcvn3.txt", found.gold, as_tcvn3(f"{found.particulars['title']}\r\n\r\n{text}\r\n"))


def labelled_text() -> Family:
    """A text without any table: each task is a paragraph and its particulars are lines with labels."""
    found = written("one/dao-tao-txt")
    lines = [found.particulars["title"], "(Kèm theo Kế hoạch số 33/KH-SGDĐT ngày 05/9/2025)", ""]
    for line in found.lines:
        number, title, lead, coordinate, period = line.values("ntlcp")
        lines += [f"{number}. {title}", f"   - Chủ trì: {lead}", f"   - Phối hợp: {coordinate}"]
        lines += [f"   - Thời hạn: {period}", ""]
    return Family("one-labels.txt", found.gold, "\n".join(lines).encode())


def rows_over_pages() -> Family:
    """A PDF whose long rows are cut by pages, with a running foot, deadlines before leads."""
    found = written("one/bien-doi-khi-hau")
    headings = ["TT", "Nhiệm vụ, giải pháp", "Thời gian thực hiện", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả"]
    foot = "<div style='position:fixed;bottom:-8mm;right:0'>Kế hoạch ứng phó biến đổi khí hậu tỉnh Cà Mau</div>"
    style = "table{table-layout:fixed;font-size:16pt}col:first-child{width:7%}td{vertical-align:top}"
    return Family("one-cut.pdf", found.gold, html=page(found, foot + table(found, headings, "ntplcr"), style))


def portrait_then_landscape() -> Family:
    """Prose on upright pages, then the annex on broad ones; bullets in cells, leads merged down."""
    found = written("one/bo-y-te-pdf")
    headings = ["STT", "Nhiệm vụ", "Đơn vị đầu mối", "Đơn vị phối hợp", "Thời gian hoàn thành", "Sản phẩm dự kiến"]
    prose = "<p>Căn cứ Nghị quyết số 72-NQ/TW ngày 09/9/2025; Bộ Y tế ban hành Kế hoạch như sau:</p>" + "".join(
        f"<p>{number}. Các đơn vị thuộc Bộ chủ động triển khai nhiệm vụ được giao; định kỳ báo cáo Lãnh đạo Bộ.</p>"
        for number in range(1, 9)
    )
    style = "@page annex{size:A4 landscape}.annex{page:annex;break-before:page}td{vertical-align:middle}"
    annex = f"<div class=annex><p>Phụ lục</p>{table(found, headings, 'ntlcpr', merged=2)}</div>"
    return Family("one-landscape.pdf", found.gold, html=page(found, prose + annex, style))


FILES = (
    deadline_before_lead,
    two_tables_of_the_government,
    a_table_under_each_paragraph,
    laws_with_footnotes,
    ditto_in_a_commune,
    children_share_cells,
    codes_and_days,
    merged_sheet,
    semicolons_with_a_mark,
    old_encoding,
    labelled_text,
)
PRINTED = (rows_over_pages, portrait_then_landscape)
