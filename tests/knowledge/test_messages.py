"""A file that is made is one that can be sent: its name, its size and its type are checked there."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.messages import LARGEST_FILE, File, file_name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("lich.ics", "lich.ics"),
        ("Lịch nhắc 47/NQ-CP.ics", "Lịch nhắc 47-NQ-CP.ics"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Users\\lan\\a.xlsx", "C-Users-lan-a.xlsx"),
        ("a\r\nX-Evil: 1.ics", "a X-Evil- 1.ics"),
        ("anh\u202egnp.exe", "anhgnp.exe"),
        ("  .ics ", "ics"),
        ("\x00", "file"),
        ("", "file"),
        ("báo cáo " * 40 + ".xlsx", ("báo cáo " * 40)[:60].strip() + ".xlsx"),
        ("Thông báo số 12. Về việc tổ chức", "Thông báo số 12. Về việc tổ chức"),
    ],
)
def test_a_name_is_made_safe_and_keeps_what_it_says(said: str, name: str) -> None:
    assert file_name(said) == name


@given(st.text(max_size=200))
def test_every_name_is_one_line_without_a_path(said: str) -> None:
    name = file_name(said)
    assert 1 <= len(name) <= 71
    assert not set(name) & set('/\\:*?"<>|')
    assert not any(unicodedata.category(letter)[0] == "C" for letter in name)
    assert name.strip(" .") == name
    assert file_name(name) == name


def test_a_file_has_a_safe_name_whoever_makes_it_and_its_content_is_in_no_log() -> None:
    file = File("../lich.ics", "text/calendar", b"BEGIN:VCALENDAR")
    assert file.name == "lich.ics"
    assert "VCALENDAR" not in repr(file)


@pytest.mark.parametrize("size", [0, LARGEST_FILE + 1])
def test_an_empty_file_and_one_that_is_too_large_cannot_be_made(size: int) -> None:
    with pytest.raises(ValueError, match="can be sent"):
        File("a.bin", "application/pdf", bytes(size))


@pytest.mark.parametrize("media_type", ["", "pdf", "text/calendar\r\nX: 1", "text/calendar; charset=utf-8", "a/b c"])
def test_a_type_that_is_no_media_type_cannot_be_made(media_type: str) -> None:
    with pytest.raises(ValueError, match="media type"):
        File("a.bin", media_type, b"x")
