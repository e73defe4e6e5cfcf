"""Reads an annex from a file that need not belong to the collection, whichever of the known layouts it has."""

from pathlib import Path

from knowledge.reading import annex_flat, annex_tabs
from knowledge.reading.facts import Facts
from knowledge.reading.source import Source
from knowledge.records import Task

FEWEST_TABS = 3  # between the cells of a row: number, title, agencies, period


def read_annex_file(path: Path, facts: Facts) -> list[Task]:
    """The tasks of the annex in this text file, read with the agencies and the reviewed corrections that are known.

    The annex does not say of which year its document is: `first_year` of a period without a beginning is meaningless.
    Raises SourceError.
    """
    text = "\n".join(Source.open(path).lines)
    source = Source(path.name, text, [correction for correction in facts.corrections if correction.was in text])
    has_tabs = any(line.count("\t") >= FEWEST_TABS for line in source.lines)
    read = annex_tabs.read if has_tabs else annex_flat.read
    return read(source, 1, path.name, facts.directory, 0)
