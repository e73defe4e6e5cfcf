"""The text of a Word paragraph as it is read once all tracked changes are accepted, without what is hidden."""

from typing import Any

from docx.oxml.ns import qn

Element = Any  # lxml has no types of its own

_SKIPPED = {
    qn(name)
    for name in (
        "w:del", "w:moveFrom", "w:instrText", "w:delText", "w:footnoteReference", "w:footnoteRef", "w:endnoteReference",
        "w:commentReference", "w:annotationRef", "w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sectPr",
    )
}  # fmt: skip
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_RUN, _TEXT, _SYMBOL, _PARAGRAPH, _TABLE = qn("w:r"), qn("w:t"), qn("w:sym"), qn("w:p"), qn("w:tbl")


def paragraph_text(paragraph: Element) -> str:
    """The visible text of one w:p; what stands in text boxes anchored in it is left out."""
    return "".join(_texts(paragraph))


def is_deleted(properties: Element | None) -> bool:
    """Whether these properties (of a row or a paragraph) say that it was deleted and the change is tracked."""
    return properties is not None and any(properties.find(qn(name)) is not None for name in ("w:del", "w:moveFrom"))


def boxes(paragraph: Element) -> list[Element]:
    """The contents of text boxes anchored in a paragraph, each once."""
    found = paragraph.iter(qn("w:txbxContent"))
    return [box for box in found if not any(up.tag == _FALLBACK for up in box.iterancestors())]


def _texts(element: Element) -> list[str]:
    texts: list[str] = []
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or tag == _FALLBACK or tag == qn("w:txbxContent") or not isinstance(tag, str):
            continue
        if tag == _RUN and _is_hidden(child):
            continue
        if tag == _TEXT:
            texts.append(child.text or "")
        elif tag in _SIGNS:
            texts.append(_SIGNS[tag])
        elif tag not in (_PARAGRAPH, _TABLE, _SYMBOL):
            texts += _texts(child)
    return texts


def _is_hidden(run: Element) -> bool:
    properties = run.find(qn("w:rPr"))
    hidden = properties.find(qn("w:vanish")) if properties is not None else None
    return hidden is not None and hidden.get(qn("w:val")) not in ("0", "false")
