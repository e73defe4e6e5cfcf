"""The data folder as a whole: every line accounted for, and a slip in a data file refused with file and reason."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.reading.facts import Facts, fingerprint, read_facts
from knowledge.reading.paragraphs import MARKER, plain_line
from knowledge.records import SourceError

LEFT_OUT = {
    ("47-NQ-CP.txt", 5): "the motto of the state",
    ("47-NQ-CP.txt", 6): "the motto of the state",
    ("47-NQ-CP.txt", 19): "dấu công văn đến của Cổng Thông tin điện tử Chính phủ",
    ("47-NQ-CP.txt", 21): "dấu công văn đến",
    ("47-NQ-CP.txt", 23): "dấu công văn đến, chữ số không đọc được chắc chắn",
    ("47-NQ-CP.txt", 25): (
        "dấu công văn đến; ngày này có trước ngày ký nên chắc là đọc nhầm, không phải ngày của văn bản"
    ),
    ("47-NQ-CP.txt", 196): "the note on the archive copy",
    ("47-NQ-CP.txt", 285): "rule of the table",
    ("47-NQ-CP-du-thao.txt", 6): "a rule",
    ("1486-QD-TTg.txt", 121): "the note on the archive copy",
    ("cong-van-2024.txt", 257): "the note on the archive copy",
    ("chi-thi-21-2012.txt", 7): "a rule",
    ("chi-thi-21-2012.txt", 224): "the note on the archive copy",
    ("chi-thi-21-2012.txt", 231): "the mark that it was signed",
}

Copied = Callable[[str, str, str], Path]


@pytest.fixture
def changed(documents: Path, tmp_path: Path) -> Copied:
    """A copy of the data folder in which one text of one file is another."""

    def copy(file: str, was: str, now: str) -> Path:
        folder = tmp_path / "documents"
        shutil.copytree(documents, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert was in text
        (folder / file).write_text(text.replace(was, now, 1), encoding="utf-8")
        return folder

    return copy


def test_every_line_of_every_source_is_read_or_left_out_for_a_stated_reason(facts: Facts) -> None:
    left_out = {
        (name, number): what.removeprefix("left out: ")
        for name, source in facts.sources.items()
        for number, what in source.account.items()
        if what.startswith("left out: ")
    }
    assert left_out == LEFT_OUT
    for source in facts.sources.values():
        assert {number for number, line in source.numbered() if line.strip()} == set(source.account)


def test_every_text_file_of_the_data_folder_is_a_source(facts: Facts, documents: Path) -> None:
    assert {path.name for path in documents.glob("*.txt")} == set(facts.sources)


def test_each_line_read_as_a_clause_stands_in_that_clause(facts: Facts) -> None:
    files = dict(zip((d.id for d in facts.documents), (n for n in facts.sources if "du-thao" not in n), strict=True))
    clauses = {(files[p.document], p.path): f"{p.heading}\n{p.text}" for p in facts.provisions}
    checked = 0
    for name, source in facts.sources.items():
        for number, what in source.account.items():
            if what.startswith("provision "):
                line = plain_line(source.lines[number - 1])
                marker = MARKER.match(line)
                words = line[marker.end() if marker else 0 :].removesuffix("-")
                own = words.removeprefix(f"{what[-1]} ") if "chú thích" in what else words
                assert own in clauses[name, what.removeprefix("provision ")]
                checked += 1
    assert checked > 300


def test_all_tasks_of_both_annexes_and_of_the_draft_are_there(facts: Facts) -> None:
    by_document = [task.document for task in facts.tasks]
    assert {document: by_document.count(document) for document in by_document} == {"47/NQ-CP": 56, "1486/QĐ-TTg": 12}
    assert [task.number for task in facts.draft_tasks["47/NQ-CP"]] == [task.number for task in facts.tasks[:56]]


def test_a_line_that_nothing_understands_is_an_error_with_file_and_line(changed: Copied) -> None:
    with pytest.raises(SourceError, match=r"47-NQ-CP\.txt:10: .*không rõ.* is not understood as part of the head"):
        read_facts(changed("47-NQ-CP.txt", "Hà Nội, ngày 15 tháng 4 năm 2024", "không rõ"))


@pytest.mark.parametrize(
    ("file", "was", "now", "reason"),
    [
        (
            "47-NQ-CP-du-thao.txt",
            "Phụ lục\n",
            "Dòng lạ\nPhụ lục\n",
            r"47-NQ-CP-du-thao\.txt:2: nothing reads 'Dòng lạ'",
        ),
        (
            "cong-van-2024.txt",
            "Nơi nhận: \n",
            "Nơi nhận: \nDòng lạ\n",
            r"cong-van-2024\.txt:254: 'Dòng lạ' is not underst",
        ),
        ("47-NQ-CP.txt", "Hà Nội, ngày 15 tháng 4 năm 2024", "", "47/NQ-CP: a document with an annex must have a date"),
        ("47-NQ-CP-du-thao.txt", "STT Tên đề án", "Tên đề án", r"47-NQ-CP-du-thao\.txt:2: no table follows"),
    ],
)
def test_a_text_that_lacks_what_is_needed_or_holds_more_is_an_error(
    changed: Copied, file: str, was: str, now: str, reason: str
) -> None:
    with pytest.raises(SourceError, match=reason):
        read_facts(changed(file, was, now))


def test_a_row_that_does_not_parse_is_an_error_with_file_and_line(changed: Copied) -> None:
    with pytest.raises(SourceError, match=r"1486-QD-TTg\.txt:\d+: "):
        read_facts(changed("1486-QD-TTg.txt", "2.3\tXây dựng Đề án", "2.3 Xây dựng Đề án"))


def test_a_correction_that_finds_nothing_is_an_error(changed: Copied) -> None:
    with pytest.raises(SourceError, match=r"1486-QD-TTg\.txt: the correction of 'vụ việc này sanh' finds nothing"):
        read_facts(changed("corrections.toml", "vụ việc này sinh", "vụ việc này sanh"))


def test_a_correction_of_an_unknown_document_is_an_error(changed: Copied) -> None:
    with pytest.raises(SourceError, match=r"corrections\.toml: there is no document '48/NQ-CP'"):
        read_facts(changed("corrections.toml", 'document = "47/NQ-CP"', 'document = "48/NQ-CP"'))


def test_a_note_on_a_task_that_is_not_there_is_an_error(changed: Copied) -> None:
    with pytest.raises(SourceError, match=r"related\.toml: there is no task '47/NQ-CP 2\.22'"):
        read_facts(changed("related.toml", 'about = "47/NQ-CP 2.2"', 'about = "47/NQ-CP 2.22"'))


def test_labels_and_synonyms_are_read_where_there_are_any(changed: Copied) -> None:
    folder = changed("related.toml", "[[related]]", "[[related]]")
    (folder / "labels.toml").write_text(
        '[[label]]\ndocument = "47/NQ-CP"\nnumber = "4.4"\nvi = "Mạng lưới xử lý tin giả"\nen = "Fake news network"\n',
        encoding="utf-8",
    )
    (folder / "synonyms.toml").write_text(
        '[synonyms]\n"kiều bào" = ["người Việt Nam ở nước ngoài"]\n', encoding="utf-8"
    )
    facts = read_facts(folder)
    assert facts.labels == {"47/NQ-CP 4.4": ("Mạng lưới xử lý tin giả", "Fake news network")}
    assert facts.synonyms == {"kiều bào": ("người Việt Nam ở nước ngoài",)}


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("labels.toml", '[[label]]\ndocument = "47/NQ-CP"\nnumber = "9.9"\nvi = ""\nen = ""', "no task '47/NQ-CP 9.9'"),
        ("synonyms.toml", '[synonyms]\n"tin giả" = "fake news"', "'tin giả': must be a list of texts"),
        ("synonyms.toml", 'tin = "x"', r"must hold a \[synonyms\] table"),
    ],
)
def test_a_wrong_label_or_synonym_is_an_error(changed: Copied, file: str, text: str, reason: str) -> None:
    folder = changed("related.toml", "[[related]]", "[[related]]")
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=reason):
        read_facts(folder)


def test_the_fingerprint_tells_a_changed_data_file(documents: Path, changed: Copied) -> None:
    folder = changed("duties.toml", "Reviewed 2026-11-22", "Reviewed 2026-11-23")
    assert fingerprint(folder) != fingerprint(documents)
    assert fingerprint(documents) == fingerprint(documents)
