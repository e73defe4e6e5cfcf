"""What officials have added is laid over the documents, and what is not there any more is left out."""

from knowledge.amending.aliases import ALIAS, alias_subject, alias_value
from knowledge.amending.curated import CURATED, curated_subject, curated_value
from knowledge.amending.ground import Ground
from knowledge.amending.layers import LAYERS
from knowledge.amending.synonyms import SYNONYM, synonym_subject, synonym_value
from knowledge.changes.change import Value
from knowledge.obligations.steps import Rhythms
from tests.questions.asking import NOW, real_calendar, real_catalog


def laid(kind: str, changed: dict[str, Value]) -> Ground:
    return LAYERS[kind](Ground(real_catalog().facts, real_calendar(), Rhythms()), changed)


def test_an_alias_is_one_more_name_and_those_of_the_tables_stay() -> None:
    before = real_catalog().agencies["vtv"]
    facts = laid(ALIAS, {alias_subject("vtv", "VNTV"): alias_value("VNTV")}).facts
    after = facts.directory.agencies["vtv"]
    assert after.aliases == (*before.aliases, "VNTV")
    assert facts.directory.find("VNTV") is after


def test_an_ambiguous_alias_is_no_evidence_by_itself() -> None:
    value = alias_value("truyền hình nước nhà", ambiguous=True)
    facts = laid(ALIAS, {alias_subject("vtv", "truyền hình nước nhà"): value}).facts
    assert facts.directory.find("truyền hình nước nhà") is None


def test_an_alias_of_an_agency_that_is_gone_is_left_out() -> None:
    facts = laid(ALIAS, {alias_subject("khong-con", "XYZ"): alias_value("XYZ")}).facts
    assert facts.directory.find("XYZ") is None


def test_subjects_hold_one_word_for_each_thing_so_that_none_belongs_to_another() -> None:
    assert alias_subject("vtv", "Truyền hình  Việt Nam") == "vtv truyen-hinh-viet-nam"
    assert synonym_subject("kiều bào ta", "người Việt Nam ở nước ngoài").split()[0] == "kieu-bao-ta"
    assert " " not in curated_subject("lương tối thiểu là bao nhiêu " * 20)


def test_words_can_have_two_meanings() -> None:
    subjects = [synonym_subject("lời đồn", means) for means in ("tin giả", "báo chí")]
    assert len(set(subjects)) == 2
    changed = dict(
        zip(subjects, (synonym_value("lời đồn", "tin giả"), synonym_value("lời đồn", "báo chí")), strict=True)
    )
    synonyms = laid(SYNONYM, changed).facts.synonyms
    assert synonyms["tin giả"][-1] == synonyms["báo chí"][-1] == "lời đồn"


def test_a_curated_answer_is_as_it_was_kept() -> None:
    value = curated_value(["giá vàng"], "rất đắt", "", "Thông báo 1/TB-NHNN", "", NOW.date())
    (curated,) = laid(CURATED, {curated_subject("giá vàng"): value}).facts.curated
    assert (curated.questions, curated.text, curated.since) == (("giá vàng",), "rất đắt", NOW.date())
