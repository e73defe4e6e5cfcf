"""A table as an .xlsx file, in which what people typed is text and nothing else."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from knowledge.spreadsheet import workbook


def read(made: bytes) -> list[list[object]]:
    sheet = load_workbook(BytesIO(made)).active
    assert sheet is not None
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_numbers_are_numbers_and_all_else_is_text() -> None:
    made = workbook("Nhật ký", ["Số", "Thay đổi"], [(1, "=1+1"), (2, "+84"), (3, "-2"), (4, "@x"), (5, "Họp")])
    assert read(made) == [["Số", "Thay đổi"], [1, "=1+1"], [2, "+84"], [3, "-2"], [4, "@x"], [5, "Họp"]]


def test_what_begins_like_a_formula_stays_text_when_somebody_edits_it() -> None:
    sheet = load_workbook(BytesIO(workbook("x", ["a"], [("=1+1",), ("chữ",)]))).active
    assert sheet is not None
    assert [bool(cell.quotePrefix) for cell in sheet["A"]] == [False, True, False]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=5)), max_size=4))
def test_any_text_makes_a_file_that_opens(rows: list[tuple[str, str]]) -> None:
    assert len(read(workbook("a/b:c*?[d]" * 5, ["một", "hai"], rows))) == 1 + len(rows)


def test_a_cell_holds_as_much_as_cells_can() -> None:
    (_, row) = read(workbook("x", ["a"], [("á" * 40_000,)]))
    assert len(str(row[0])) == 32_767
