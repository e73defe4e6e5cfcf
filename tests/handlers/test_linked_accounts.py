"""What somebody recorded before their accounts were linked is theirs still, under whatever number."""

import pytest

from knowledge.memory import history
from knowledge.messages import Chat
from tests.handlers.office_talk import Office, office

__all__ = ["office"]


@pytest.fixture
def linked(office: Office) -> Office:
    """Hoa has recorded progress and asked for more time, and then linked that account to another one."""
    office("/tiendo 3.5 40% đã trình", "hoa")
    assert "Đã gửi người quản trị" in office("/giahan 2.6 30/6/2028 lý do chờ Luật", "hoa")
    office("/vi", "minh")
    office.becomes("minh", "officer", "bng")
    code = office("/lienket", "minh").split("Mã liên kết tài khoản: ")[1].split("\n")[0]
    assert "liên kết" in office(code, "hoa")
    return office


def test_one_takes_back_ones_own_without_being_asked_whose_it_is(linked: Office) -> None:
    assert "Đã hủy" in linked("/tiendo 3.5 hủy", "hoa")


def test_a_refusal_reaches_who_asked(linked: Office) -> None:
    before = len(linked.store.call(history.since, Chat("console", "hoa")))
    linked("/giahan", "lan")
    button = next(label for label in linked.labels(Chat("console", "lan")) if label.startswith("Không đồng ý"))
    linked.choose(button, "lan")
    linked("chưa đủ căn cứ", "lan")
    said = linked.store.call(history.since, Chat("console", "hoa"))[before:]
    assert any("chưa đủ căn cứ" in row.reply.text for row in said)


def test_a_grant_reaches_who_asked_once(linked: Office) -> None:
    before = len(linked.store.call(history.since, Chat("console", "hoa")))
    linked("/giahan", "lan")
    button = next(label for label in linked.labels(Chat("console", "lan")) if label.startswith("Đồng ý"))
    linked.choose(button, "lan")
    linked("Quyết định 9/QĐ-TTg", "lan")
    linked.choose("Đồng ý", "lan")
    said = linked.store.call(history.since, Chat("console", "hoa"))[before:]
    assert len(said) == 1
    assert "9/QĐ-TTg" in said[0].reply.text


def test_the_log_names_who_it_was(linked: Office) -> None:
    assert "đã xóa dữ liệu" not in linked("/nhatky", "lan")
