"""Layouts written when the reading was done, and not used to form it."""

import random
from html import escape

from tests.importing import word
from tests.importing.annexes import ROMANS, Annex, by_comma, by_line, by_semicolon, make_annex
from tests.importing.family import Family
from tests.importing.word import add_table, as_bytes, new_document

SHORT = {
    "Bộ Thông tin và Truyền thông": "Bộ TT&TT",
    "Bộ Kế hoạch và Đầu tư": "Bộ KH&ĐT",
    "Bộ Khoa học và Công nghệ": "Bộ KHCN",
    "Bộ Tài nguyên và Môi trường": "Bộ TN&MT",
    "Văn phòng Chính phủ": "VPCP",
    "Đài Truyền hình Việt Nam": "VTV",
    "Thông tấn xã Việt Nam": "TTXVN",
}


def _shortened(annex: Annex) -> Annex:
    for item in annex.items:
        for name, short in SHORT.items():
            item.lead, item.coordinate = item.lead.replace(name, short), item.coordinate.replace(name, short)
        for role in ("lead", "coordinate"):
            item.gold[role] = [SHORT.get(name, name) for name in item.gold[role]]
    return annex


def numbers_within_titles() -> Family:
    """No column of numbers; headings run across, in capitals; the deadline comes before the agencies; short names."""
    annex, document = _shortened(make_annex(70, by_semicolon)), new_document()
    columns = ("title", "period", "lead", "coordinate")
    table = add_table(document, ["Nội dung", "Thời hạn hoàn thành", "Đơn vị đầu mối", "Đơn vị phối hợp thực hiện"])
    for number, title, items in annex.groups:
        cells = table.add_row().cells
        cells[0].merge(cells[-1]).text = f"{number}. {title.upper()}"
        for item in items:
            item.title = f"{item.number}. {item.title}"
            word.add_item(table, item, columns)
    for group in annex.gold["groups"]:
        group["title"] = group["title"].upper()
    return Family("unseen-titles.docx", annex.gold, as_bytes(document))


def parts_groups_and_letters() -> Family:
    """Parts A, B over groups I, II over headings 1, 2 over tasks a), b); a sum and a note at the end."""
    annex, document = make_annex(71, by_comma, sizes=(6, 6, 6)), new_document()
    columns = ("number", "title", "lead", "coordinate", "product", "period")
    table = add_table(document, ["STT", "Hoạt động", "Chủ trì", "Phối hợp", "Kết quả dự kiến", "Thời gian thực hiện"])
    for at, (number, title, items) in enumerate(annex.groups):
        for label, text in ((("A", "PHẦN CHUNG") if at == 0 else ("B", "PHẦN RIÊNG")), (number, title)):
            if at < 2 or label == number:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = label, text
        for place, item in enumerate(items):
            if place % 3 == 0:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = str(place // 3 + 1), f"Nội dung {place // 3 + 1} của nhóm {number}"
            item.number = f"{'abc'[place % 3]})"
            item.gold |= {"number": "abc"[place % 3], "group": str(place // 3 + 1)}
            word.add_item(table, item, columns)
    for texts in (("", "Tổng cộng: 18 nhiệm vụ"), ("Ghi chú: Các đơn vị chủ động thực hiện", "")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = texts
    return Family("unseen-parts.docx", annex.gold, as_bytes(document))


def no_rules() -> Family:
    """A PDF without any rules, the columns only set off by space."""
    annex = make_annex(72, by_semicolon, sizes=(4, 4, 4))
    rows = []
    for number, title, items in annex.groups:
        rows.append(f"<tr><td>{number}</td><td colspan=4><b>{escape(title)}</b></td></tr>")
        for item in items:
            texts = (item.number, item.title, item.lead, item.coordinate, item.period)
            rows.append("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in texts) + "</tr>")
    heading = "".join(f"<th>{text}</th>" for text in ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"))
    html = (
        "<meta charset=utf-8><style>@page{size:A4 landscape}body{font:11pt 'DejaVu Serif'}"
        "td{padding:6px 12px;vertical-align:top}</style>"
        f"<p>PHỤ LỤC</p><table><tr>{heading}</tr>{''.join(rows)}</table>"
    )
    return Family("unseen-no-rules.pdf", annex.gold, html=html)


def two_annexes_and_years() -> Family:
    """Two annexes with headings of their own; beginning and end in two columns; lists by line; groups as plain rows."""
    annex, document = make_annex(73, by_line, "restart", sizes=(5, 5)), new_document()
    chance = random.Random(73)
    for item in annex.items:
        start, end = sorted(chance.sample(range(2025, 2031), 2))
        item.period = f"{start}|{end}"
        item.gold |= {"start": start, "end": end, "due": None, "recurring": False}
    for at, (number, title, items) in enumerate(annex.groups):
        document.add_paragraph(f"PHỤ LỤC {ROMANS[at]}")
        headings = [
            "Số TT",
            "Tên nhiệm vụ",
            "Đơn vị thực hiện",
            "Đơn vị phối hợp",
            "Thời gian bắt đầu",
            "Thời gian kết thúc",
        ]
        table = add_table(
            document,
            headings if at == 0 else [headings[0], headings[1], headings[4], headings[5], headings[2], headings[3]],
        )
        cells = table.add_row().cells
        cells[0].text, cells[1].text = number, title
        for item in items:
            begin, _, finish = item.period.partition("|")
            texts = [item.number, item.title, item.lead, item.coordinate, begin, finish]
            ordered = texts if at == 0 else [texts[0], texts[1], texts[4], texts[5], texts[2], texts[3]]
            for cell, text in zip(table.add_row().cells, ordered, strict=True):
                cell.text = text
    return Family("unseen-two.docx", annex.gold, as_bytes(document))


UNSEEN = (numbers_within_titles, parts_groups_and_letters, no_rules, two_annexes_and_years)
