"""Families of annexes: each a layout of its own, as a file, with what is to be read from it."""

import csv
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from tests.importing import word
from tests.importing.annexes import (
    Annex,
    Json,
    by_and,
    by_comma,
    by_dash,
    by_line,
    by_semicolon,
    by_shared_head,
    make_annex,
)
from tests.importing.word import COLUMNS, EXTRA, HEADINGS, add_item, add_table, as_bytes, fill, new_document


@dataclass(frozen=True)
class Family:
    """A file and its gold; a PDF is made from `html` by whoever has a browser."""

    name: str
    gold: Json
    content: bytes = b""
    html: str = ""


def families() -> Iterator[Family]:
    """All families, the same each time."""
    for make in (*WORD, *SHEETS, *TEXTS, *PDFS):
        yield make()


def _headings(columns: tuple[str, ...], **other: str) -> list[str]:
    return [other.get(column, HEADINGS.get(column, column)) for column in columns]


def roman_through() -> Family:
    annex, document = make_annex(1), new_document()
    fill(add_table(document, _headings(COLUMNS)), annex, COLUMNS, dot=".")
    return Family("roman-through.docx", annex.gold, as_bytes(document))


def roman_restarts_with_extra_columns() -> Family:
    annex, document = make_annex(2, by_semicolon, "restart"), new_document()
    columns = ("number", "title", "Cơ quan trình", "lead", "coordinate", "product", "period", "Cấp trình", "Lãnh đạo phụ trách", "Kinh phí", "Ghi chú")
    headings = _headings(columns, number="STT", title="Nội dung công việc", lead="Bộ, cơ quan chủ trì", period="Thời hạn", product="Kết quả đầu ra")
    fill(add_table(document, headings), annex, columns, merge_number=True)
    return Family("restart-extra.docx", annex.gold, as_bytes(document))


def dotted_unmerged() -> Family:
    annex, document = make_annex(3, by_line, "dotted"), new_document()
    columns = ("number", "title", "lead", "coordinate", "period")
    fill(add_table(document, _headings(columns, title="Tên đề án/nhiệm vụ")), annex, columns, merge_groups=False)
    return Family("dotted.docx", annex.gold, as_bytes(document))


def two_row_heading() -> Family:
    annex, document = make_annex(4, by_dash, local=True), new_document("45/KH-UBND")
    columns = ("number", "title", "lead", "coordinate", "product", "period")
    table = add_table(document, ["Số TT", "Nhiệm vụ, giải pháp", "Cơ quan thực hiện", "", "Sản phẩm", "Tiến độ"])
    second = table.add_row().cells
    table.rows[0].cells[2].merge(table.rows[0].cells[3])
    second[2].text, second[3].text = "Chủ trì", "Phối hợp"
    for at in (0, 1, 4, 5):
        table.rows[0].cells[at].merge(second[at])
    fill(table, annex, columns)
    return Family("two-row-heading.docx", annex.gold, as_bytes(document))


def both_roles_in_a_column() -> Family:
    annex, document = make_annex(5, by_comma), new_document()
    for item in annex.items:
        item.lead = f"Chủ trì: {item.lead}." + (f"\nPhối hợp: {item.coordinate}." if item.coordinate else "")
    columns = ("number", "title", "lead", "period", "product")
    fill(add_table(document, _headings(columns, lead="Cơ quan chủ trì, phối hợp")), annex, columns)
    return Family("both-roles.docx", annex.gold, as_bytes(document))


def marked_in_parentheses() -> Family:
    annex, document = make_annex(6, by_comma), new_document()
    for item in annex.items:
        leads = item.gold["lead"] + item.gold["lead_collectives"]
        item.lead = ", ".join([*(f"{name} (chủ trì)" for name in leads), *([item.coordinate] if item.coordinate else [])])
    columns = ("number", "title", "lead", "period")
    fill(add_table(document, _headings(columns, lead="Cơ quan thực hiện")), annex, columns)
    return Family("parentheses.docx", annex.gold, as_bytes(document))


def split_tables_and_foot() -> Family:
    annex, document = make_annex(7, by_and), new_document()
    whole = annex.groups
    for at, groups in enumerate((whole[:1], whole[1:])):
        table = add_table(document, _headings(COLUMNS)) if at == 0 else document.add_table(rows=0, cols=len(COLUMNS))
        fill(table, Annex(groups), COLUMNS)
        document.add_paragraph("")
    foot = document.add_table(rows=1, cols=2)
    foot.rows[0].cells[0].text = "Nơi nhận:\n- Các bộ;\n- Lưu: VT."
    foot.rows[0].cells[1].text = "KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG"
    budget = add_table(document, ["TT", "Nội dung chi", "Số tiền", "Nguồn"])
    for number in ("1", "2"):
        for cell, text in zip(budget.add_row().cells, (number, "Hội nghị", "100.000.000", "NSNN"), strict=True):
            cell.text = text
    return Family("split-and-foot.docx", annex.gold, as_bytes(document))


def word_counts() -> Family:
    annex, document = make_annex(8, by_semicolon), new_document()
    table = add_table(document, _headings(COLUMNS))
    fill(table, annex, COLUMNS)
    word.number_by_word(document, table, {41: "upperRoman", 42: "decimal"})
    return Family("word-counts.docx", annex.gold, as_bytes(document))


def typed_oddly() -> Family:
    """Decomposed letters, soft hyphens, unbreakable spaces, tracked changes, a count of the columns below the heading."""
    annex, document = make_annex(9, by_comma), new_document()
    table = add_table(document, _headings(COLUMNS))
    for cell, text in zip(table.add_row().cells, ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), strict=True):
        cell.text = text
    fill(table, annex, COLUMNS)
    for row in table.rows[2:]:
        for cell in dict.fromkeys(row.cells):
            if cell.text:
                cell.text = unicodedata.normalize("NFD", cell.text).replace(" ", "\u00a0", 1).replace("n", "n\u00ad", 1)
        word.track_changes(row.cells[1], "Bộ Cũ")
    return Family("typed-oddly.docx", annex.gold, as_bytes(document))


def merged_down() -> Family:
    """One lead cell and one period for several tasks, and a column of groups merged over theirs."""
    annex, document = make_annex(10, by_comma, "restart"), new_document()
    columns = ("group", "number", "title", "lead", "coordinate", "period")
    table = add_table(document, ["Nhóm nhiệm vụ", *_headings(columns[1:])])
    for number, title, items in annex.groups:
        first = len(table.rows)
        for item in items:
            for name in ("lead", "lead_collectives", "period_text", "start", "end", "due", "recurring"):
                item.gold[name] = items[0].gold[name]
            item.lead, item.period = items[0].lead, items[0].period
            cells = table.add_row().cells
            for cell, text in zip(cells[1:], word.values(item, columns[1:]), strict=True):
                cell.text = text
        for column, text in ((0, f"{number}. {title}"), (3, items[0].lead), (5, items[0].period)):
            for row in table.rows[first:]:
                row.cells[column].text = ""
            table.rows[first].cells[column].merge(table.rows[-1].cells[column]).text = text
    return Family("merged-down.docx", annex.gold, as_bytes(document))


def within_a_frame() -> Family:
    """The annex in the cell of an outer table, as converters leave it."""
    annex, document = make_annex(11, by_shared_head), new_document()
    outer = document.add_table(rows=1, cols=1)
    inner = outer.rows[0].cells[0].add_table(rows=1, cols=len(COLUMNS))
    for cell, text in zip(inner.rows[0].cells, _headings(COLUMNS), strict=True):
        cell.text = text
    fill(inner, annex, COLUMNS)
    return Family("framed.docx", annex.gold, as_bytes(document))


def rows_cut_in_word() -> Family:
    """Tasks of which a second row holds the rest, as documents converted from PDF have them."""
    annex, document = make_annex(12, by_semicolon, local=True), new_document()
    table = add_table(document, _headings(COLUMNS))
    for number, title, items in annex.groups:
        cells = table.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title}"
        for at, item in enumerate(items):
            if at % 3 != 2 or "; " not in item.coordinate:
                add_item(table, item, COLUMNS)
                continue
            rest = item.coordinate.partition("; ")[2]
            item.coordinate = item.coordinate.removesuffix(rest).strip()
            add_item(table, item, COLUMNS)
            table.add_row().cells[3].text = rest
    return Family("cut-rows.docx", annex.gold, as_bytes(document))


WORD: tuple[Callable[[], Family], ...] = (
    roman_through, roman_restarts_with_extra_columns, dotted_unmerged, two_row_heading, both_roles_in_a_column, marked_in_parentheses,
    split_tables_and_foot, word_counts, typed_oddly, merged_down, within_a_frame, rows_cut_in_word,
)  # fmt: skip


def workbook() -> Family:
    """Merged cells, hidden rows, columns and sheets, days as days, two sheets, particulars above the heading."""
    annex = make_annex(20, by_line, local=True)
    book = openpyxl.Workbook()
    book.active.title = "Hướng dẫn"
    book.active["A1"] = "Cách điền biểu"
    for at, groups in enumerate((annex.groups[:2], annex.groups[2:])):
        _fill_sheet(book.create_sheet(f"Phụ lục {at + 1}"), groups)
    hidden = book.create_sheet("Cũ")
    hidden.append(["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"])
    hidden.append([99, "Nhiệm vụ đã bỏ", "Sở Cũ", "2020"])
    hidden.sheet_state = "hidden"
    return Family("workbook.xlsx", annex.gold, _saved(book))


def _fill_sheet(sheet: Any, groups: list[Any]) -> None:
    for text in ("UBND TỈNH QUẢNG NINH", "KẾ HOẠCH TRIỂN KHAI", "(Kèm theo Quyết định số 7/QĐ-UBND ngày 02/01/2025 của UBND tỉnh)"):
        sheet.append([text])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=7)
    sheet.append(["STT", "Nhiệm vụ", "Mã", "Đơn vị thực hiện", "", "Thời hạn", "Sản phẩm"])
    sheet.append(["", "", "", "Chủ trì", "Phối hợp", "", ""])
    sheet.merge_cells("D4:E4")
    for number, title, items in groups:
        sheet.append([number, title])
        sheet.merge_cells(start_row=sheet.max_row, start_column=2, end_row=sheet.max_row, end_column=7)
        for item in items:
            day = item.gold["due"]
            period: Any = date.fromisoformat(day) if day and "ngày" not in item.period.lower() and "/6/" in item.period else item.period
            sheet.append([int(item.number), item.title, "x", item.lead, item.coordinate, period, item.product])
            if isinstance(period, date):
                sheet.cell(sheet.max_row, 6).number_format = "dd/mm/yyyy"
        sheet.append([98, "Dòng ẩn", "x", "Sở Ẩn", "", "2020", ""])
        sheet.row_dimensions[sheet.max_row].hidden = True
    sheet.column_dimensions["C"].hidden = True


def _saved(book: Any) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


SHEETS: tuple[Callable[[], Family], ...] = (workbook,)


def _lines(annex: Annex) -> list[list[str]]:
    lines = [_headings(COLUMNS)]
    for number, title, items in annex.groups:
        lines.append([number, title, "", "", "", ""])
        lines += [word.values(item, COLUMNS) for item in items]
    return lines


def _csv(annex: Annex, separator: str) -> str:
    stream = StringIO()
    csv.writer(stream, delimiter=separator).writerows([["KẾ HOẠCH TRIỂN KHAI"], *_lines(annex)])
    return stream.getvalue()


def semicolons() -> Family:
    annex = make_annex(30, by_comma)
    return Family("semicolons.csv", annex.gold, _csv(annex, ";").encode("utf-8-sig"))


def commas_utf16() -> Family:
    annex = make_annex(31, by_semicolon)
    return Family("commas.csv", annex.gold, _csv(annex, ",").encode("utf-16"))


def tabs_1258() -> Family:
    annex = make_annex(32, by_line)
    return Family("tabs.csv", annex.gold, _as_1258(_csv(annex, "\t")))


def _as_1258(text: str) -> bytes:
    """Windows-1258 has letters with their hats, and tone marks by themselves."""
    encoded = bytearray()
    for letter in text:
        try:
            encoded += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            hat = "".join(mark for mark in marks if mark != tone)
            encoded += unicodedata.normalize("NFC", base + hat).encode("cp1258") + tone.encode("cp1258")
    return bytes(encoded)


def barred_text() -> Family:
    annex = make_annex(33, by_semicolon, "dotted")
    lines = [" | ".join(line) for line in _lines(annex)]
    return Family("bars.txt", annex.gold, "\n".join(["KẾ HOẠCH", "", f"| {lines[0]} |", "|---|---|---|---|---|---|", *(f"| {line} |" for line in lines[1:])]).encode())


TEXTS: tuple[Callable[[], Family], ...] = (semicolons, commas_utf16, tabs_1258, barred_text)


def _html(annex: Annex, columns: tuple[str, ...], style: str = "", *, repeat: bool = True, headings: list[str] | None = None) -> str:
    cells = "".join(f"<th>{escape(text)}</th>" for text in headings or _headings(columns))
    body = []
    for number, title, items in annex.groups:
        body.append(f"<tr><td>{number}</td><td colspan={len(columns) - 1}>{escape(title)}</td></tr>")
        for item in items:
            texts = [escape(text).replace("\n", "<br>") for text in word.values(item, columns)]
            body.append("<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>")
    group = "table-header-group" if repeat else "table-row-group"
    return (
        "<meta charset=utf-8><style>@page{size:A4 landscape;margin:15mm}body{font:12pt 'DejaVu Serif'}table{border-collapse:collapse;width:100%}"
        f"td,th{{border:1px solid black;padding:4px;vertical-align:middle}}thead{{display:{group}}}{style}</style>"
        "<p>BỘ THÔNG TIN VÀ TRUYỀN THÔNG</p><p>Số: 88/KH-BTTTT</p><p>Hà Nội, ngày 05 tháng 3 năm 2025</p><p>PHỤ LỤC</p>"
        "<p>DANH MỤC NHIỆM VỤ THỬ NGHIỆM</p><p>(Kèm theo Kế hoạch số 88/KH-BTTTT ngày 05/3/2025)</p>"
        f"<table><thead><tr>{cells}</tr></thead><tbody>{''.join(body)}</tbody></table><p>Nơi nhận: Như trên</p>"
    )


def pdf_repeated_heading() -> Family:
    annex = make_annex(40, by_semicolon, sizes=(7, 8, 7))
    return Family("repeated.pdf", annex.gold, html=_html(annex, COLUMNS, "tr{break-inside:avoid}"))


def pdf_rows_cut() -> Family:
    annex = make_annex(41, by_comma, sizes=(9, 9, 9))
    return Family("cut.pdf", annex.gold, html=_html(annex, COLUMNS, "td{vertical-align:top}", repeat=False))


def pdf_many_columns() -> Family:
    annex = make_annex(42, by_and, "restart", local=True, sizes=(8, 7, 8))
    columns = ("number", "title", "lead", "coordinate", "product", "period", "Kinh phí", "Ghi chú")
    return Family("many-columns.pdf", annex.gold, html=_html(annex, columns, "body{font-size:9pt}td{vertical-align:top}"))


def pdf_lines() -> Family:
    annex = make_annex(43, by_line, "dotted", sizes=(6, 6, 7))
    return Family("lines.pdf", annex.gold, html=_html(annex, ("number", "title", "lead", "coordinate", "period"), "tr{break-inside:avoid}"))


PDFS: tuple[Callable[[], Family], ...] = (pdf_repeated_heading, pdf_rows_cut, pdf_many_columns, pdf_lines)
