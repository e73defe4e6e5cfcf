"""Writes annexes as Word documents, in the layouts that offices use."""

from io import BytesIO
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.importing.annexes import Annex, Item

HEADINGS = {
    "number": "TT",
    "title": "Nhiệm vụ",
    "lead": "Cơ quan chủ trì",
    "coordinate": "Cơ quan phối hợp",
    "period": "Thời gian hoàn thành",
    "product": "Sản phẩm",
}
COLUMNS = ("number", "title", "lead", "coordinate", "period", "product")
EXTRA = {
    "Kinh phí": "Ngân sách nhà nước",
    "Ghi chú": "Theo chỉ đạo",
    "Cơ quan trình": "Bộ Tài chính",
    "Cấp trình": "Thủ tướng Chính phủ",
    "Lãnh đạo phụ trách": "Đ/c Nguyễn Văn A",
}


def new_document(symbol: str = "12/QĐ-TTg", title: str = "KẾ HOẠCH TRIỂN KHAI CHƯƠNG TRÌNH THỬ NGHIỆM") -> Any:
    document = docx.Document()
    document.sections[0].orientation = WD_ORIENT.LANDSCAPE
    head = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        [*head.rows[0].cells, *head.rows[1].cells],
        (
            "THỦ TƯỚNG CHÍNH PHỦ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            f"Số: {symbol}",
            "Hà Nội, ngày 15 tháng 01 năm 2025",
        ),
        strict=True,
    ):
        cell.text = text
    for text in (
        "QUYẾT ĐỊNH",
        "Về việc ban hành kế hoạch thử nghiệm",
        "PHỤ LỤC",
        title,
        f"(Kèm theo Quyết định số {symbol} ngày 15/01/2025 của Thủ tướng Chính phủ)",
    ):
        document.add_paragraph(text)
    return document


def add_table(document: Any, headings: list[str]) -> Any:
    table = document.add_table(rows=1, cols=len(headings))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, headings, strict=True):
        cell.text = text
    return table


def values(item: Item, columns: tuple[str, ...]) -> list[str]:
    return [getattr(item, column, "") if column in HEADINGS else EXTRA.get(column, "") for column in columns]


def fill(
    table: Any,
    annex: Annex,
    columns: tuple[str, ...],
    *,
    dot: str = "",
    merge_groups: bool = True,
    merge_number: bool = False,
) -> None:
    """Adds all groups and tasks; a group's cells are merged across, with its number within when `merge_number`."""
    for number, title, items in annex.groups:
        cells = table.add_row().cells
        if merge_number:
            cells[0].merge(cells[-1]).text = f"{number}. {title}"
        else:
            cells[0].text = f"{number}{dot}"
            if merge_groups:
                cells[1].merge(cells[-1]).text = title
            else:
                cells[1].text = title
        for item in items:
            add_item(table, item, columns, dot)


def add_item(table: Any, item: Item, columns: tuple[str, ...], dot: str = "") -> None:
    for cell, column, text in zip(table.add_row().cells, columns, values(item, columns), strict=True):
        cell.text = text + dot if column == "number" else text


def as_bytes(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def number_by_word(document: Any, table: Any, forms: dict[int, str]) -> None:
    """Takes the numbers out of the first column and lets Word count: upperRoman for groups, decimal for tasks."""
    numbering = document.part.numbering_part.element
    for number, form in forms.items():
        numbering.insert(0, _abstract(number, form))
        numbering.append(_list(number))
    for row in table.rows[1:]:
        paragraph = row.cells[0].paragraphs[0]
        number = next(each for each, form in forms.items() if (form == "upperRoman") == paragraph.text.isalpha())
        for run in paragraph.runs:
            run.text = ""
        properties = paragraph._p.get_or_add_pPr()
        properties.append(_element("w:numPr", _element("w:ilvl", val="0"), _element("w:numId", val=str(number))))


def _abstract(number: int, form: str) -> Any:
    level = _element(
        "w:lvl", _element("w:start", val="1"), _element("w:numFmt", val=form), _element("w:lvlText", val="%1.")
    )
    level.set(qn("w:ilvl"), "0")
    abstract = _element("w:abstractNum", level)
    abstract.set(qn("w:abstractNumId"), str(number))
    return abstract


def _list(number: int) -> Any:
    element = _element("w:num", _element("w:abstractNumId", val=str(number)))
    element.set(qn("w:numId"), str(number))
    return element


def _element(name: str, *children: Any, val: str | None = None) -> Any:
    element = OxmlElement(name)
    if val is not None:
        element.set(qn("w:val"), val)
    element.extend(children)
    return element


def track_changes(cell: Any, deleted: str) -> None:
    """Makes what stands in the cell an insertion, beside words that were deleted."""
    paragraph = cell.paragraphs[0]._p
    inserted = OxmlElement("w:ins")
    for run in paragraph.findall(qn("w:r")):
        inserted.append(run)
    gone = _element("w:del", _element("w:r", _element("w:delText")))
    gone[0][0].text = deleted
    paragraph.append(gone)
    paragraph.append(inserted)
