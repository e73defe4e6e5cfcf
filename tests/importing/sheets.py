"""Workbooks as bytes."""

from io import BytesIO
from typing import Any


def saved(book: Any) -> bytes:
    """The workbook as a file."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
