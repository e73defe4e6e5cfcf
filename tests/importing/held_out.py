"""A second set of layouts, written after everything else had been made to pass; README.md has its first score."""

import random
from html import escape
from io import BytesIO
from typing import Any

import openpyxl

from tests.importing import word
from tests.importing.annexes import Item, by_comma, by_line, by_semicolon, make_annex
from tests.importing.family import Family
from tests.importing.word import add_table, as_bytes, new_document
from tests.knowledge.reading.flattened import flatten


def by_slash(names: list[str]) -> str:
    return " / ".join(names)


def by_dots(names: list[str]) -> str:
    return "\n".join(f"• {name};" for name in names)


def marks_under_years() -> Family:
    """Three rows of heading; the years are columns with an x; groups by letter in bold, not merged; bodies by slash."""
    annex, document = make_annex(80, by_slash, "restart"), new_document()
    table = add_table(document, ["STT", "Nội dung nhiệm vụ", "Phân công thực hiện", "", "Thời gian thực hiện", "", ""])
    for heading in (
        ("", "", "Cơ quan chủ trì", "Cơ quan phối hợp", "Năm", "", ""),
        ("", "", "", "", "2025", "2026", "2027"),
    ):
        for cell, text in zip(table.add_row().cells, heading, strict=True):
            cell.text = text
    rows = table.rows
    rows[0].cells[2].merge(rows[0].cells[3])
    rows[0].cells[4].merge(rows[0].cells[6])
    rows[1].cells[4].merge(rows[1].cells[6])
    for column in (0, 1):
        rows[0].cells[column].merge(rows[2].cells[column])
    for column in (2, 3):
        rows[1].cells[column].merge(rows[2].cells[column])
    chance = random.Random(80)
    for letter, (_, title, items) in zip("ABC", annex.groups, strict=True):
        cells = table.add_row().cells
        cells[0].text = letter
        cells[1].paragraphs[0].add_run(title).bold = True
        for item in items:
            first, last = sorted((chance.randrange(3), chance.randrange(3)))
            item.gold |= {"group": letter, "start": 2025 + first, "end": 2025 + last, "due": None, "recurring": False}
            marks = ["x" if first <= at <= last else "" for at in range(3)]
            texts = [item.number, item.title, item.lead, item.coordinate, *marks]
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text
    return Family("held-years.docx", annex.gold, as_bytes(document))


def cut_in_the_middle() -> Family:
    """Portrait pages, two rows of heading on each, all centred, one lead for several rows, rows cut."""
    annex = make_annex(81, by_comma, sizes=(6, 7, 8))
    rows = []
    for number, title, items in annex.groups:
        rows.append(f"<tr><td colspan=5><b>{number}. {escape(title)}</b></td></tr>")
        for at in range(0, len(items), 2):
            pair = items[at : at + 2]
            for place, item in enumerate(pair):
                for name in ("lead", "lead_collectives"):
                    item.gold[name] = pair[0].gold[name]
                lead = f"<td rowspan={len(pair)}>{escape(pair[0].lead)}</td>" if place == 0 else ""
                texts = [f"<td>{escape(text)}</td>" for text in (item.coordinate, item.period)]
                rows.append(f"<tr><td>{item.number}</td><td>{escape(item.title)}</td>{lead}{''.join(texts)}</tr>")
    heading = (
        "<tr><th rowspan=2>TT</th><th rowspan=2>Nhiệm vụ</th><th colspan=2>Trách nhiệm thực hiện</th>"
        "<th rowspan=2>Thời hạn</th></tr>"
        "<tr><th>Chủ trì</th><th>Phối hợp</th></tr>"
    )
    html = (
        "<meta charset=utf-8><style>@page{size:A4;margin:20mm}body{font:13pt 'DejaVu Serif'}"
        "table{border-collapse:collapse;width:100%}"
        "td,th{border:1px solid black;padding:3px;vertical-align:middle;text-align:center}</style>"
        f"<p>PHỤ LỤC I</p><table><thead>{heading}</thead>{''.join(rows)}</table>"
    )
    return Family("held-middle.pdf", annex.gold, html=html)


def decimal_numbers() -> Family:
    """A sheet in which numbers have one or two decimals, bodies stand behind dots; notes above and below."""
    annex = make_annex(82, by_dots, "dotted", local=True, sizes=(11, 3))
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for text in (
        "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        "",
        "BẢNG PHÂN CÔNG NHIỆM VỤ NĂM 2025",
        "Cập nhật đến ngày 01/3/2025",
        "",
    ):
        sheet.append([None, text])
    sheet.append(
        [None, "TT", "Việc cần làm", "Đơn vị chủ trì thực hiện", "Đơn vị tham gia", "Hạn hoàn thành", "Ghi chú"]
    )
    for number, title, items in annex.groups:
        sheet.append([None, int(number), title.upper()])
        for item in items:
            whole, _, part = item.number.partition(".")
            sheet.append([None, float(f"{whole}.{part}"), item.title, item.lead, item.coordinate, item.period, ""])
            sheet.cell(sheet.max_row, 2).number_format = "0.00" if len(part) > 1 else "0.0"
    sheet.append([None, "Ghi chú:", "Các đơn vị báo cáo hằng tháng"])
    stream = BytesIO()
    book.save(stream)
    for group in annex.gold["groups"]:
        group["title"] = group["title"].upper()
    return Family("held-sheet.xlsx", annex.gold, stream.getvalue())


def bullets_below_tasks() -> Family:
    """Titles on several lines with bullets; groups without number; the heading once more in the middle."""
    annex, document = make_annex(83, by_line, "through"), new_document()
    columns = ("number", "title", "product", "lead", "coordinate", "period")
    headings = [
        "TT",
        "Tên nhiệm vụ",
        "Sản phẩm hoàn thành",
        "Cơ quan chủ trì, tham mưu",
        "Cơ quan phối hợp thực hiện",
        "Thời gian trình",
    ]
    table = add_table(document, headings)
    for at, (_, title, items) in enumerate(annex.groups):
        cells = table.add_row().cells
        cells[0].merge(cells[-1]).text = title
        if at == 1:
            for cell, text in zip(table.add_row().cells, headings, strict=True):
                cell.text = text
        for item in items:
            item.gold["group"] = ""
            item.title = f"{item.title}, gồm:\n- Phần thứ nhất;\n- Phần thứ hai."
            item.gold["title"] = " ".join(item.title.split())
            word.add_item(table, item, columns)
    for group in annex.gold["groups"]:
        group["number"] = ""
    return Family("held-bullets.docx", annex.gold, as_bytes(document))


def copied_text() -> Family:
    """Text as it comes out of a PDF, the columns run together, under Roman groups."""
    annex = make_annex(84, by_comma, sizes=(5, 5))
    chance = random.Random(84)
    lines = ["PHỤ LỤC", "", "TT Nhiệm vụ Cơ quan", "chủ trì", "", "Cơ quan", "phối hợp", "", "Thời gian", ""]
    for number, title, items in annex.groups:
        lines += [f"{number} {title}", ""]
        for item in items:
            lines += [flatten(item.number, (item.title, item.lead, item.coordinate, item.period), chance), ""]
    return Family("held-copied.txt", annex.gold, "\n".join(lines).encode())


NAMED = {
    "Sở Tài chính": "Giám đốc Sở Tài chính",
    "Công an tỉnh": "Phòng PA05 - Công an tỉnh",
    "UBND tỉnh": "Chủ tịch UBND tỉnh",
    "Báo Quảng Ninh": "UBND huyện Vân Đồn",
    "Ban Dân tộc": "Trung tâm Truyền thông và Văn hóa thành phố Hạ Long",
}


def persons_and_places() -> Family:
    """Heads of agencies, units of them, districts by name; "nt" for "as above"."""
    annex, document = make_annex(85, by_semicolon, local=True), new_document("9/KH-UBND")
    columns = ("number", "title", "lead", "coordinate", "period")
    before: Item | None = None
    for item in annex.items:
        for name, longer in NAMED.items():
            item.lead, item.coordinate = _instead(item.lead, name, longer), _instead(item.coordinate, name, longer)
        for role in ("lead", "coordinate"):
            item.gold[role] = [NAMED.get(name, name) for name in item.gold[role]]
        if before and int(item.number) % 4 == 0:
            item.gold |= {name: before.gold[name] for name in ("lead", "lead_collectives")}
            item.lead = "nt"
        before = item
    word.fill(add_table(document, ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian"]), annex, columns)
    return Family("held-persons.docx", annex.gold, as_bytes(document))


def _instead(text: str, name: str, longer: str) -> str:
    return "; ".join(longer if part == name else part for part in text.split("; "))


HELD_OUT = (
    marks_under_years,
    cut_in_the_middle,
    decimal_numbers,
    bullets_below_tasks,
    copied_text,
    persons_and_places,
)
