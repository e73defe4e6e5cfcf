"""What kind of file it is, by its content; and whether it can be opened without harm."""

from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from knowledge.reading.drafts.office_xml import check_xml
from knowledge.reading.drafts.unreadable import Unreadable, Why

Kind = Literal["docx", "xlsx", "pdf", "csv", "txt"]
LARGEST = 30 * 1024 * 1024  # bytes of a file
UNPACKED = 150 * 1024 * 1024  # bytes of all parts of an Office file
LARGEST_PART = 30 * 1024 * 1024  # bytes of one part of XML: its tree takes ten times as much
MOST_PARTS = 5_000
RATIO = 250  # times that XML may shrink; real annexes shrink to a twentieth
_SMALL = 5 * 1024 * 1024  # bytes below which any ratio is harmless
_SUFFIXES: dict[str, tuple[Kind, ...]] = {
    "docx": ("docx",), "docm": ("docx",), "dotx": ("docx",), "xlsx": ("xlsx",), "xlsm": ("xlsx",), "pdf": ("pdf",),
    "csv": ("csv", "txt"), "tsv": ("csv", "txt"), "txt": ("txt", "csv"),
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
    b"II*\0",
    b"MM\0*",
)


def kind_of_file(content: bytes, name: str) -> Kind:
    """What the file is. Raises Unreadable for what is no annex, is not safe, or is not what its name says."""
    if not content.strip(b"\0 \r\n\t"):
        raise Unreadable(Why.EMPTY)
    if len(content) > LARGEST:
        raise Unreadable(Why.TOO_LARGE)
    suffix = name.rpartition(".")[2].casefold() if "." in name else ""
    kind = _by_content(content, suffix)
    if suffix in _SUFFIXES and kind not in _SUFFIXES[suffix]:
        raise Unreadable(Why.WRONG_KIND)
    return kind


def _by_content(content: bytes, suffix: str) -> Kind:
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_OLE):
        raise Unreadable(Why.LOCKED if _ENCRYPTED in content else Why.OLD_OFFICE)
    if content.startswith(_OTHERS) or suffix in ("doc", "xls", "odt", "ods", "rtf"):
        raise Unreadable(Why.UNKNOWN_KIND)
    if suffix in ("docx", "xlsx", "pdf") and b"\0" in content[:4096]:
        raise Unreadable(Why.DAMAGED)
    return "csv" if suffix in ("csv", "tsv") else "txt"


def _kind_of_archive(content: bytes) -> Kind:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = _checked(archive)
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable(Why.DAMAGED) from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise Unreadable(Why.UNKNOWN_KIND)


def _checked(archive: ZipFile) -> set[str]:
    """The names of the parts, none of which is too large, locked, or declares entities."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED or any(map(_is_bomb, parts)):
        raise Unreadable(Why.BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(Why.LOCKED)
    check_xml(archive, LARGEST_PART)
    return {part.filename for part in parts}


def _is_bomb(part: ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > RATIO * max(part.compress_size, 1)
