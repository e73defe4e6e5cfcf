"""Settles what several columns of a table claim to be, by their headings and by what stands below them."""

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.blocks import Cell, Table
from knowledge.reading.drafts.deadlines import is_deadline
from knowledge.reading.drafts.numbers import read_number
from knowledge.reading.drafts.words import agency_words, begins_with, columns, field_of

MOST_LOOKED_AT, NEARLY_ALL = 40, 0.8  # rows that tell whether a column holds numbers, and the share of them that must
FEWEST_TITLES, FEWEST_WORDS = 2, 4  # in a column of what is to be done; of each, as a mean
ONLY_ONCE = ("number", "title", "lead", "coordinate", "period", "begin", "agencies", "agency", "group")


def settle(fields: list[str], headings: list[str], cells: list[Cell]) -> None:
    """Settles what two columns claim: one has each field, the others hold something besides."""
    if "title" not in fields:
        titled = next((at for at, text in enumerate(headings) if fields[at] != "number" and _is_title(text)), None)
        if titled is not None:
            fields[titled] = "title"
    if "lead" in fields:
        fields[:] = ["extra" if field in ("agency", "agencies") else field for field in fields]
    for field in ONLY_ONCE:
        claims = [at for at, found in enumerate(fields) if found == field]
        kept = claims[0] if claims else None
        for at in claims:
            if at != kept and cells[at] is not cells[kept or 0]:
                fields[at] = "extra"
    if fields and not fields[0] and "number" not in fields:
        fields[0] = "number"


def find_numbers(fields: list[str], table: Table, first: int) -> None:
    """Where no heading says which column has the numbers, it is the one that holds hardly anything else."""
    if "number" in fields:
        return
    for column, name in enumerate(fields):
        cells = dict.fromkeys(row.cells[column] for row in table.rows[first : first + MOST_LOOKED_AT])
        texts = [cell.text for cell in cells if cell.text and cell.columns == 1]
        numbered = sum(read_number(text) is not None for text in texts)
        if name in ("", "extra") and numbered >= max(2, NEARLY_ALL * len(texts)):
            fields[column] = "number"
            return


def find_title(fields: list[str], headings: list[str], table: Table, first: int) -> bool:
    """Where no heading says so but who leads and when is known, what is to be done stands in the first column of whole
    sentences whose heading says nothing. Whether it was found so."""
    if "title" in fields or not {"lead", "agency", "agencies"} & set(fields) or "period" not in fields:
        return False
    for column, name in enumerate(fields):
        if name != "extra" or field_of(name_words(headings[column])):
            continue
        cells = dict.fromkeys(row.cells[column] for row in table.rows[first : first + MOST_LOOKED_AT])
        texts = [cell.text for cell in cells if cell.text and cell.columns == 1]
        if len(texts) >= FEWEST_TITLES and sum(len(text.split()) for text in texts) >= FEWEST_WORDS * len(texts):
            fields[column] = "title"
            return True
    return False


def find_by_cells(fields: list[str], headings: list[str], table: Table, first: int) -> bool:
    """Columns whose heading says nothing, by what nearly all their cells are: bodies, where none leads or none
    coordinates yet, or times. Whether there is such a column."""
    before = list(fields)
    rows = table.rows[first : first + MOST_LOOKED_AT]
    for column, name in enumerate(fields):
        if name != "extra" or field_of(name_words(headings[column])):
            continue
        cells = dict.fromkeys(row.cells[column] for row in rows)
        texts = [cell.text for cell in cells if cell.text and cell.columns == 1]
        fewest = max(2, NEARLY_ALL * len(texts))
        if not {"period", "begin", "year"} & set(fields) and sum(map(is_deadline, texts)) >= fewest:
            fields[column] = "period"
        elif sum(map(begins_like_body, texts)) >= fewest:
            if not {"lead", "agency", "agencies", "body"} & set(fields):
                fields[column] = "agency"
            elif not {"coordinate", "agencies", "body"} & set(fields):
                fields[column] = "coordinate"
    return fields != before


def begins_like_body(text: str) -> bool:
    """Does the text begin as the name of a body, a person or a collective does?"""
    words, known = name_words(text), agency_words()
    begins = begins_with(words, known.heads | known.plurals | known.persons | known.class_heads)
    return begins > 0 and not begins_with(words, known.others)


def choose_title(fields: list[str], table: Table, first: int) -> None:
    """Of two columns that say what is to be done, the first is for groups where its cells stand for several rows."""
    claims = [at for at, name in enumerate(fields) if name == "title"]
    rows = table.rows[first:]
    if len(claims) != 2 or "group" in fields or not rows:
        return
    upper, lower = ([row.cells[at] for row in rows if row.cells[at].columns == 1] for at in claims)
    shared = len(set(upper)) < len(upper) or not all(cell.text for cell in upper)
    if shared and len(set(lower)) == len(lower) and all(cell.text for cell in lower):
        fields[claims[0]] = "group"


def choose_period(fields: list[str], headings: list[str], table: Table, first: int) -> None:
    """Of several columns for a time the deadline is the one in which the most times stand."""
    claims = [at for at, name in enumerate(fields) if name == "period"]
    if len(claims) < 2:
        return
    rows = table.rows[first : first + MOST_LOOKED_AT]

    def times(column: int) -> tuple[int, bool]:
        texts = (row.cells[column].text for row in rows)
        return sum(bool(text) and is_deadline(text) for text in texts), "hoàn thành" in headings[column].casefold()

    best = max(claims, key=times)
    for at in claims:
        if at != best and table.rows[first - 1].cells[at] is not table.rows[first - 1].cells[best]:
            fields[at] = "extra"


def _is_title(heading: str) -> bool:
    title = next(column for column in columns() if column.field == "title")
    return title.fits(name_words(heading))
