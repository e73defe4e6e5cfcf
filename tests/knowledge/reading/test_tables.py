"""TOML tables: read into records, and refused with file, entry and field."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from knowledge.reading.tables import read_rows
from knowledge.records import SourceError


@dataclass(frozen=True)
class Row:
    id: str
    since: date | None
    parts: tuple[str, ...] = ()


def written(folder: Path, text: str) -> Path:
    path = folder / "rows.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_become_records_in_order(tmp_path: Path) -> None:
    path = written(tmp_path, '[[row]]\nid = "b"\nsince = 2026-01-02\nparts = ["x"]\n[[row]]\nid = "a"\n')
    assert read_rows(path, "row", Row) == (Row("b", date(2026, 1, 2), ("x",)), Row("a", None))


def test_texts_are_composed_characters(tmp_path: Path) -> None:
    [row] = read_rows(written(tmp_path, '[[row]]\nid = "Bo\u0323\u0302"'), "row", Row)
    assert row.id == "Bộ"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[row]]\nsince = 2026-01-02", r"\[\[row\]\] number 1: id: Field required"),
        ('[[row]]\nid = "a"\n[[row]]\nid = 7', r"number 2 \(7\): id: Input should be a valid string"),
        ('[[row]]\nid = "a"\nsince = "soon"', r"number 1 \(a\): since: Input should be a valid date"),
        ('[[row]]\nid = "a"\nsinse = 2026-01-02', r"number 1 \(a\): unknown field sinse"),
        ('[[rows]]\nid = "a"', r"must hold \[\[row\]\] entries and nothing else, found rows"),
        ("", "found nothing"),
        ("[[row]\n", "cannot be read as TOML"),
    ],
)
def test_what_is_not_a_table_of_such_entries_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SourceError, match=rf"^rows\.toml: .*{reason}"):
        read_rows(written(tmp_path, text), "row", Row)


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.toml: cannot be read as TOML"):
        read_rows(tmp_path / "gone.toml", "row", Row)
