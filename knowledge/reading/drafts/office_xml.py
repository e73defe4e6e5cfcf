"""Which parts of an Office file are XML, whatever they are called: all that is parsed is looked at before."""

import re
from xml.etree import ElementTree
from zipfile import ZipFile, ZipInfo

from knowledge.reading.drafts.unreadable import Unreadable, Why

_TYPES = "[content_types].xml"
_SUFFIXES = (".xml", ".rels", ".vml")
_WORKBOOK = "xl/workbook.xml"
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \r\n\t"
_BEGINNING = 64  # bytes
_EBCDIC = "<?xml".encode("cp037")
_DECLARATIONS = tuple(
    text.encode(encoding)
    for text in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
)
_ENCODING = re.compile(rb"""^[^>]{0,100}\bencoding\s*=\s*["']([^"']+)["']""")


def check_xml(archive: ZipFile, largest: int) -> None:
    """Raises Unreadable where a part of XML has more bytes than `largest`, or declares entities."""
    parts = archive.infolist()
    types = [_read(archive, part, largest) for part in parts if part.filename.casefold() == _TYPES]
    called = frozenset().union(*map(_called_xml, types))
    is_book = any(part.filename == _WORKBOOK for part in parts)
    for part in parts:
        name = part.filename.casefold()
        is_called = name.endswith(_SUFFIXES) or name in called or f".{name.rpartition('.')[2]}" in called
        if is_called or (is_book and _begins_as_xml(archive, part)):
            _read(archive, part, largest)


def _read(archive: ZipFile, part: ZipInfo, largest: int) -> bytes:
    """Office files never declare a document type; whoever does wants entities expanded or files fetched."""
    if part.file_size > largest:
        raise Unreadable(Why.BOMB)
    text = archive.read(part)
    encoding = _ENCODING.match(text)
    known = not encoding or encoding[1].lower() in (b"utf-8", b"utf-16", b"us-ascii", b"ascii")
    if not known or text.startswith(_EBCDIC) or any(declaration in text for declaration in _DECLARATIONS):
        raise Unreadable(Why.ENTITIES)
    return text


def _begins_as_xml(archive: ZipFile, part: ZipInfo) -> bool:
    """Sheets are opened by what points at them, whatever they are called."""
    with archive.open(part) as opened:
        beginning = opened.read(_BEGINNING)
    return beginning.startswith(_EBCDIC) or beginning.lstrip(_BEFORE_XML).startswith(b"<")


def _called_xml(types: bytes) -> frozenset[str]:
    """The names of parts, and the endings with their dot, that the content types call XML: Word's are opened so."""
    try:
        told = [each for each in ElementTree.fromstring(types) if _is_xml(each)]
    except ElementTree.ParseError as error:
        raise Unreadable(Why.DAMAGED) from error
    named = {each.get("PartName", "").lstrip("/").casefold() for each in told}
    return frozenset(named | {f".{each.get('Extension', '').casefold()}" for each in told})


def _is_xml(told: ElementTree.Element) -> bool:
    kind = told.get("ContentType", "").partition(";")[0].strip().casefold()
    return kind.endswith(("+xml", "/xml", ".vmldrawing")) and not kind.startswith("image/")
