"""Annexes as web pages, for a browser to print."""

from html import escape

from tests.importing.written import Written


def page(found: Written, body: str, style: str = "") -> str:
    """A page with the particulars of the document over its body."""
    symbol, title = found.particulars["symbol"], found.particulars["title"]
    day = "/".join(reversed(found.particulars["day"].split("-")))
    return (
        "<meta charset=utf-8><style>@page{size:A4 landscape;margin:15mm}body{font:12pt 'DejaVu Serif'}"
        f"table{{border-collapse:collapse;width:100%}}td,th{{border:1px solid black;padding:3px}}{style}</style>"
        f"<p>Số: {symbol}</p><p><b>{title}</b></p><p><i>(Kèm theo văn bản số {symbol} ngày {day})</i></p>{body}"
        "<p>Nơi nhận: Như trên; Lưu: VT.</p>"
    )


def table(found: Written, headings: list[str], order: str, *, repeat: bool = True, merged: int | None = None) -> str:
    """The table; the cells of column `merged` that say the same as the one above are one with it."""
    body = []
    for number, title, lines in found.groups:
        if title:
            body.append(f"<tr><td>{number}</td><td colspan={len(order) - 1}><b>{escape(title)}</b></td></tr>")
        for at, line in enumerate(lines):
            cells = []
            for column, text in enumerate(line.values(order)):
                if column == merged and at and lines[at - 1].values(order)[column] == text:
                    continue
                rows = _same(lines, at, order, column) if column == merged else 1
                cells.append(f"<td rowspan={rows}>{escape(text).replace(chr(10), '<br>')}</td>")
            body.append(f"<tr>{''.join(cells)}</tr>")
    group = "table-header-group" if repeat else "table-row-group"
    heads = "".join(f"<th>{escape(text).replace(chr(10), '<br>')}</th>" for text in headings)
    return f"<table><thead style='display:{group}'><tr>{heads}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _same(lines: list, at: int, order: str, column: int) -> int:  # type: ignore[type-arg]
    text = lines[at].values(order)[column]
    count = 1
    while at + count < len(lines) and lines[at + count].values(order)[column] == text:
        count += 1
    return count
