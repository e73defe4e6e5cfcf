"""A document's record, from the lines around its body, its clauses and what documents.toml knows besides."""

import re
from collections.abc import Iterable
from dataclasses import fields

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.particulars import Particulars
from knowledge.reading.profiles import Profile
from knowledge.records import Document, Provision, SourceError

_CITATION = re.compile(
    r"(?:Kết luận|Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Hướng dẫn|văn bản) số [\w/-]+"
    r"(?: ngày (?:\d+/\d+/\d+|\d+ tháng \d+ năm \d+))?"
    r"(?: của [^,;.()“]+?(?= về | tuyên truyền | hướng dẫn |[;,.(“]|$))?"
)
_SPAN = re.compile(r"(?:giai đoạn )?(\d{4}) ?[-–] ?(\d{4})")
_UNTIL = re.compile(r"đến năm (\d{4})")
_EFFECTIVE = re.compile(r"có hiệu lực thi hành")
_FROM_SIGNING = re.compile(r"từ ngày ký")


def assemble_document(
    profile: Profile, found: Particulars, provisions: Iterable[Provision], directory: AgencyDirectory
) -> Document:
    """The record of one document. What the text says goes before what is known from outside, which is marked as such.

    Raises SourceError when a particular that every document needs is neither in the text nor in documents.toml.
    """
    texts = {provision.path: provision.text for provision in provisions}
    outside = _outside(profile, found)
    title = found.title or profile.outside.title
    issuer = found.issuer or profile.outside.issuer or found.signer_position
    if missing := [name for name, value in (("title", title), ("issuer", issuer)) if not value]:
        raise SourceError(
            "documents.toml", None, f"{profile.id}: neither the text nor the entry has {', '.join(missing)}"
        )
    known_issuer = directory.find(issuer)
    issued = found.issued or profile.outside.issued
    effective = next((text for text in texts.values() if _EFFECTIVE.search(text)), "")
    first_year, last_year = _years(title, found)
    return Document(
        id=profile.id,
        symbol=found.symbol or profile.outside.symbol,
        kind=found.kind or profile.outside.kind,
        short_name=profile.short_name,
        short_name_en=profile.short_name_en,
        title=title,
        issuer=known_issuer.name if known_issuer else issuer,
        issued=issued,
        place=found.place,
        signer=found.signer,
        signer_position=found.signer_position,
        first_year=first_year or profile.outside.first_year,
        last_year=last_year or profile.outside.last_year,
        over=profile.over,
        effective=effective,
        in_force_since=issued if _FROM_SIGNING.search(effective) else None,
        implements=_implements(profile, title, texts),
        based_on=_based_on(texts.get("Căn cứ", "")),
        recipients=tuple(found.recipients),
        annex_title=found.annex_title,
        names=profile.names,
        outside=outside,
        outside_source=profile.outside_source,
        note=profile.note,
        internal=profile.internal,
    )


def _outside(profile: Profile, found: Particulars) -> frozenset[str]:
    """The particulars taken from outside. The entry must not give what the text says itself."""
    given = {field.name for field in fields(profile.outside) if getattr(profile.outside, field.name)}
    if doubled := sorted(name for name in given if getattr(found, name, None)):
        raise SourceError("documents.toml", None, f"{profile.id}: the text itself says {', '.join(doubled)}")
    if given and not profile.outside_source:
        raise SourceError(
            "documents.toml", None, f"{profile.id}: outside_source must say where the particulars come from"
        )
    return frozenset(given)


def _years(title: str, found: Particulars) -> tuple[int | None, int | None]:
    """The period that the title names: "giai đoạn 2018 - 2020", or "đến năm 2030" from the year of the document."""
    if span := _SPAN.search(title):
        return int(span[1]), int(span[2])
    if until := _UNTIL.search(title):
        return (found.issued.year if found.issued else None), int(until[1])
    return None, None


def _implements(profile: Profile, title: str, texts: dict[str, str]) -> tuple[str, ...]:
    if not profile.implements_in:
        return ()
    text = title if profile.implements_in == "title" else texts.get(profile.implements_in, "")
    found = tuple(citation[0].strip() for citation in _CITATION.finditer(text))
    if not found:
        raise SourceError("documents.toml", None, f"{profile.id}: no citation found in {profile.implements_in!r}")
    return found


def _based_on(text: str) -> tuple[str, ...]:
    """The acts named as legal basis, as written; the proposal it was made on is not one of them."""
    lines = [line.removeprefix("Căn cứ ") for line in text.split("\n") if line.startswith("Căn cứ ")]
    acts = [re.sub(r"\s*\(sau đây.*", "", act).strip(" ,.") for line in lines for act in line.split(";")]
    return tuple(act for act in acts if act)
