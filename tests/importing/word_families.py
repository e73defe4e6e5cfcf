"""Families of Word documents."""

import unicodedata
from collections.abc import Callable

from tests.importing import word
from tests.importing.annexes import (
    Annex,
    by_and,
    by_comma,
    by_dash,
    by_line,
    by_semicolon,
    by_shared_head,
    make_annex,
)
from tests.importing.family import Family, headings_of
from tests.importing.word import COLUMNS, add_item, add_table, as_bytes, fill, new_document


def roman_through() -> Family:
    annex, document = make_annex(1), new_document()
    fill(add_table(document, headings_of(COLUMNS)), annex, COLUMNS, dot=".")
    return Family("roman-through.docx", annex.gold, as_bytes(document))


def roman_restarts_with_extra_columns() -> Family:
    annex, document = make_annex(2, by_semicolon, "restart"), new_document()
    columns = (
        "number",
        "title",
        "Cơ quan trình",
        "lead",
        "coordinate",
        "product",
        "period",
        "Cấp trình",
        "Lãnh đạo phụ trách",
        "Kinh phí",
        "Ghi chú",
    )
    headings = headings_of(
        columns,
        number="STT",
        title="Nội dung công việc",
        lead="Bộ, cơ quan chủ trì",
        period="Thời hạn",
        product="Kết quả đầu ra",
    )
    fill(add_table(document, headings), annex, columns, merge_number=True)
    return Family("restart-extra.docx", annex.gold, as_bytes(document))


def dotted_unmerged() -> Family:
    annex, document = make_annex(3, by_line, "dotted"), new_document()
    columns = ("number", "title", "lead", "coordinate", "period")
    fill(add_table(document, headings_of(columns, title="Tên đề án/nhiệm vụ")), annex, columns, merge_groups=False)
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
    fill(add_table(document, headings_of(columns, lead="Cơ quan chủ trì, phối hợp")), annex, columns)
    return Family("both-roles.docx", annex.gold, as_bytes(document))


def marked_in_parentheses() -> Family:
    annex, document = make_annex(6, by_comma), new_document()
    for item in annex.items:
        leads = item.gold["lead"] + item.gold["lead_collectives"]
        item.lead = ", ".join(
            [*(f"{name} (chủ trì)" for name in leads), *([item.coordinate] if item.coordinate else [])]
        )
    columns = ("number", "title", "lead", "period")
    fill(add_table(document, headings_of(columns, lead="Cơ quan thực hiện")), annex, columns)
    return Family("parentheses.docx", annex.gold, as_bytes(document))


def split_tables_and_foot() -> Family:
    annex, document = make_annex(7, by_and), new_document()
    whole = annex.groups
    for at, groups in enumerate((whole[:1], whole[1:])):
        table = add_table(document, headings_of(COLUMNS)) if at == 0 else document.add_table(rows=0, cols=len(COLUMNS))
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
    table = add_table(document, headings_of(COLUMNS))
    fill(table, annex, COLUMNS)
    word.number_by_word(document, table, {41: "upperRoman", 42: "decimal"})
    return Family("word-counts.docx", annex.gold, as_bytes(document))


def typed_oddly() -> Family:
    """Decomposed letters, soft hyphens, unbreakable spaces, tracked changes, columns counted below the heading."""
    annex, document = make_annex(9, by_comma), new_document()
    table = add_table(document, headings_of(COLUMNS))
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
    table = add_table(document, ["Nhóm nhiệm vụ", *headings_of(columns[1:])])
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
    for cell, text in zip(inner.rows[0].cells, headings_of(COLUMNS), strict=True):
        cell.text = text
    fill(inner, annex, COLUMNS)
    return Family("framed.docx", annex.gold, as_bytes(document))


def rows_cut_in_word() -> Family:
    """Tasks of which a second row holds the rest, as documents converted from PDF have them."""
    annex, document = make_annex(12, by_semicolon, local=True), new_document()
    table = add_table(document, headings_of(COLUMNS))
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
    roman_through,
    roman_restarts_with_extra_columns,
    dotted_unmerged,
    two_row_heading,
    both_roles_in_a_column,
    marked_in_parentheses,
    split_tables_and_foot,
    word_counts,
    typed_oddly,
    merged_down,
    within_a_frame,
    rows_cut_in_word,
)
