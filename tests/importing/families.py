"""Families of annexes: each a layout of its own, as a file, with what is to be read from it."""

import csv
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from tests.importing import word
from tests.importing.annexes import Annex, by_and, by_comma, by_line, by_semicolon, make_annex
from tests.importing.family import Family, headings_of
from tests.importing.word import COLUMNS
from tests.importing.word_families import WORD


def families() -> Iterator[Family]:
    """All families, the same each time."""
    for make in (*WORD, *SHEETS, *TEXTS, *PDFS):
        yield make()


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
    for text in (
        "UBND TỈNH QUẢNG NINH",
        "KẾ HOẠCH TRIỂN KHAI",
        "(Kèm theo Quyết định số 7/QĐ-UBND ngày 02/01/2025 của UBND tỉnh)",
    ):
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
            period: Any = (
                date.fromisoformat(day)
                if day and "ngày" not in item.period.lower() and "/6/" in item.period
                else item.period
            )
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
    lines = [headings_of(COLUMNS)]
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
            base, *marks = list(unicodedata.normalize("NFD", letter))
            tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
            hat = "".join(mark for mark in marks if mark != tone)
            encoded += unicodedata.normalize("NFC", base + hat).encode("cp1258") + tone.encode("cp1258")
    return bytes(encoded)


def barred_text() -> Family:
    annex = make_annex(33, by_semicolon, "dotted")
    lines = [" | ".join(line) for line in _lines(annex)]
    return Family(
        "bars.txt",
        annex.gold,
        "\n".join(
            ["KẾ HOẠCH", "", f"| {lines[0]} |", "|---|---|---|---|---|---|", *(f"| {line} |" for line in lines[1:])]
        ).encode(),
    )


TEXTS: tuple[Callable[[], Family], ...] = (semicolons, commas_utf16, tabs_1258, barred_text)


def _html(
    annex: Annex, columns: tuple[str, ...], style: str = "", *, repeat: bool = True, headings: list[str] | None = None
) -> str:
    cells = "".join(f"<th>{escape(text)}</th>" for text in headings or headings_of(columns))
    body = []
    for number, title, items in annex.groups:
        body.append(f"<tr><td>{number}</td><td colspan={len(columns) - 1}>{escape(title)}</td></tr>")
        for item in items:
            texts = [escape(text).replace("\n", "<br>") for text in word.values(item, columns)]
            body.append("<tr>" + "".join(f"<td>{text}</td>" for text in texts) + "</tr>")
    group = "table-header-group" if repeat else "table-row-group"
    return (
        "<meta charset=utf-8><style>@page{size:A4 landscape;margin:15mm}body{font:12pt 'DejaVu Serif'}"
        "table{border-collapse:collapse;width:100%}"
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
    return Family(
        "many-columns.pdf", annex.gold, html=_html(annex, columns, "body{font-size:9pt}td{vertical-align:top}")
    )


def pdf_lines() -> Family:
    annex = make_annex(43, by_line, "dotted", sizes=(6, 6, 7))
    return Family(
        "lines.pdf",
        annex.gold,
        html=_html(annex, ("number", "title", "lead", "coordinate", "period"), "tr{break-inside:avoid}"),
    )


PDFS: tuple[Callable[[], Family], ...] = (pdf_repeated_heading, pdf_rows_cut, pdf_many_columns, pdf_lines)
