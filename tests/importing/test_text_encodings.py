"""Plain text in the encodings that Vietnamese offices have used."""

import pytest

from knowledge.reading.drafts.text_decoding import decode
from knowledge.reading.drafts.unreadable import Unreadable
from tests.importing.tcvn import as_tcvn3

TEXT = "Các bộ và nhiệm vụ: chủ trì, phối hợp; đến hết quý IV, ưu tiên giữ rừng đặc dụng"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_tcvn3_is_read() -> None:
    assert decode(as_tcvn3(TEXT)) == TEXT


def test_what_gives_no_vietnamese_in_any_encoding_is_refused() -> None:
    with pytest.raises(Unreadable):
        decode(bytes(range(128, 256)) * 4)
