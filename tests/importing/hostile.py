"""Files that are broken or meant to do harm."""

import random
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import openpyxl

from tests.importing.word import as_bytes, new_document
from tests.importing.word_families import roman_through

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def rebuilt(content: bytes, changed: dict[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The same archive with some parts changed or added."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in dict.fromkeys([*before.namelist(), *changed]):
            new = changed.get(name)
            old = before.read(name) if name in before.namelist() else b""
            after.writestr(name, new(old) if callable(new) else old if new is None else new)
    return stream.getvalue()


def zip_bomb() -> bytes:
    return rebuilt(roman_through().content, {"word/media/image1.bin": bytes(160 * 1024 * 1024)})


def xml_bomb() -> bytes:
    """A body of 30 MB of paragraphs."""
    body = b"".join(b"<w:p><w:r><w:t>%x</w:t></w:r></w:p>" % (n * 2654435761) for n in range(700_000))
    return rebuilt(
        roman_through().content, {"word/document.xml": lambda old: old.replace(b"<w:body>", b"<w:body>" + body)}
    )


def pdf_bomb() -> bytes:
    """A page whose content unpacks to two gigabytes: the same block over and over."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    content = first + block * 2048
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream])


def entity_bomb(encoding: str = "utf-8") -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    dtd = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{levels}<!ENTITY x SYSTEM "file:///etc/passwd">]>'

    def with_dtd(old: bytes) -> bytes:
        text = (
            old.decode("utf-8")
            .partition("?>")[2]
            .replace("<w:body>", "<w:body><w:p><w:r><w:t>&a9;&x;</w:t></w:r></w:p>")
        )
        return f'<?xml version="1.0" encoding="{encoding}"?>{dtd}{text}'.encode(encoding, "xmlcharrefreplace")

    return rebuilt(roman_through().content, {"word/document.xml": with_dtd})


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def renamed_document() -> bytes:
    """Entities in a document that is not called .xml, but opened as what the content types and the relations say."""
    with_entities, old = part(entity_bomb(), "word/document.xml"), roman_through().content
    return rebuilt(
        old,
        {
            "word/main.bin": with_entities,
            "word/_rels/main.bin.rels": part(old, "word/_rels/document.xml.rels"),
            "_rels/.rels": lambda text: text.replace(b"word/document.xml", b"word/main.bin"),
            "[Content_Types].xml": lambda text: text.replace(b"/word/document.xml", b"/word/main.bin"),
        },
    )


def large_by_type() -> bytes:
    """32 MB that are XML only by the ending that the content types give it."""
    large = b"<a>" + random.Random(1).randbytes(16 * 1024 * 1024).hex().encode()
    ending = b'<Default Extension="dat" ContentType="application/xml"/></Types>'
    return rebuilt(
        roman_through().content,
        {"word/a.dat": large, "[Content_Types].xml": lambda text: text.replace(b"</Types>", ending)},
    )


def renamed_sheet() -> bytes:
    """Entities in a sheet that is no XML by its name and by its type."""
    stream = BytesIO()
    openpyxl.Workbook().save(stream)
    dtd = b'<!DOCTYPE worksheet [<!ENTITY x "y">]>'
    sheet = part(stream.getvalue(), "xl/worksheets/sheet1.xml")
    return rebuilt(
        stream.getvalue(),
        {
            "xl/worksheets/sheet1.bin": dtd + sheet,
            "xl/_rels/workbook.xml.rels": lambda text: text.replace(b"sheet1.xml", b"sheet1.bin"),
        },
    )


def with_picture() -> bytes:
    """A drawing as other programs write it, which nothing here opens: it is harmless."""
    drawing = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg xmlns="http://www.w3.org/2000/svg"/>'
    ending = b'<Default Extension="svg" ContentType="image/svg+xml"/></Types>'
    return rebuilt(
        roman_through().content,
        {"word/media/a.svg": drawing, "[Content_Types].xml": lambda text: text.replace(b"</Types>", ending)},
    )


def merged_over_everything() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["TT", "Nhiệm vụ", "Cơ quan chủ trì"])
    stream = BytesIO()
    book.save(stream)

    def merged(old: bytes) -> bytes:
        return old.replace(
            b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        )

    return rebuilt(stream.getvalue(), {"xl/worksheets/sheet1.xml": merged})


def without_table() -> bytes:
    document = new_document()
    document.add_paragraph("Văn bản này không có bảng.")
    return as_bytes(document)


def prose() -> bytes:
    document = new_document()
    document.add_paragraph(
        "1. Giao Bộ Tài chính chủ trì, phối hợp với Bộ Nội vụ xây dựng Đề án trình Thủ tướng Chính phủ."
    )
    return as_bytes(document)


def locked_office() -> bytes:
    return OLE + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(1000)


def old_office() -> bytes:
    return OLE + bytes(2000)


def image_pdf() -> bytes:
    from PIL import Image

    stream = BytesIO()
    Image.new("RGB", (600, 800), "white").save(stream, "PDF")
    return stream.getvalue()


def locked_pdf() -> bytes:
    """A PDF whose standard security handler wants a password."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        b"<</Filter/Standard/V 1/R 2/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">/P -4>>",
    ]  # fmt: skip
    return _pdf(objects, b"/Encrypt 4 0 R/ID[<00><00>]")


def _pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % count + b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (count, trailer, len(body))
    return body + table + end


FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.docx": (zip_bomb, "bomb"),
    "huge.docx": (xml_bomb, "bomb"),
    "packed.pdf": (pdf_bomb, "too_large"),
    "entities.docx": (entity_bomb, "entities"),
    "entities16.docx": (lambda: entity_bomb("utf-16"), "entities"),
    "entities32.docx": (lambda: entity_bomb("utf-32"), "entities"),
    "entities-of-hosts.docx": (lambda: entity_bomb("cp037"), "entities"),
    "entities-in-bin.docx": (renamed_document, "entities"),
    "entities-in-bin.xlsx": (renamed_sheet, "entities"),
    "large-by-type.docx": (large_by_type, "bomb"),
    "merged.xlsx": (merged_over_everything, "bomb"),
    "cut.docx": (lambda: roman_through().content[:9000], "damaged"),
    "cut.pdf": (lambda: image_pdf()[:300], "damaged"),
    "noise.docx": (lambda: bytes(range(256)) * 50, "damaged"),
    "scan.pdf": (image_pdf, "images"),
    "locked.pdf": (locked_pdf, "locked"),
    "locked.docx": (locked_office, "locked"),
    "old.doc": (old_office, "old_office"),
    "really-word.pdf": (lambda: roman_through().content, "wrong_kind"),
    "really-pdf.docx": (image_pdf, "wrong_kind"),
    "really-text.xlsx": (lambda: "các bộ và nhiệm vụ".encode(), "wrong_kind"),
    "none.docx": (without_table, "no_table"),
    "prose.docx": (prose, "prose"),
    "empty.pdf": (lambda: b"", "empty"),
    "blanks.txt": (lambda: b" \r\n\n", "empty"),
    "large.txt": (lambda: b"a" * 60 * 1024 * 1024, "too_large"),
    "picture.png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "unknown_kind"),
    "program.exe": (lambda: b"MZ" + bytes(999), "unknown_kind"),
    "noise.csv": (lambda: bytes(range(1, 255)) * 9, "encoding"),
}
