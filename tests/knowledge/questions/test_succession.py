"""An agency of 2025 and later: named, taken over, given to all are three labelled lists; what is arguable is said."""

from tests.questions.asking import Person, numbers, told

UNDETERMINED = ("2.5", "3.13", "3.16")


def test_the_three_lists_are_labelled_and_share_no_task() -> None:
    answer = Person().ask("Bộ Văn hóa, Thể thao và Du lịch chủ trì nhiệm vụ nào")
    text = answer.reply.text
    assert text.startswith("Bộ Văn hóa, Thể thao và Du lịch chủ trì 3 nhiệm vụ theo")
    taken_over = next(
        line for line in text.splitlines() if line.startswith("Tiếp nhận từ Bộ Thông tin và Truyền thông")
    )
    assert "27 nhiệm vụ" in taken_over
    given_to_all = next(
        line for line in text.splitlines() if line.startswith("Giao chung cho các bộ, ngành, địa phương")
    )
    assert "4 nhiệm vụ" in given_to_all
    assert numbers(answer) == ["3.4", "5.7", "5.13"]
    assert not set(answer.tasks) & set(answer.via_succession)
    assert not set(answer.via_group) & {*answer.tasks, *answer.via_succession}


def test_both_candidates_are_told_that_the_successor_is_not_determined() -> None:
    both = "(Bộ Văn hóa, Thể thao và Du lịch hoặc Bộ Khoa học và Công nghệ), 3 nhiệm vụ:"
    for agency in ("Bộ Văn hóa, Thể thao và Du lịch", "Bộ Khoa học và Công nghệ"):
        answer = Person().ask(f"{agency} chủ trì nhiệm vụ nào")
        assert f"Chưa xác định cơ quan tiếp nhận từ Bộ Thông tin và Truyền thông {both}" in answer.reply.text
        assert {f"47/NQ-CP {number}" for number in UNDETERMINED} <= set(answer.via_succession)


def test_an_arguable_task_names_both_candidates_and_why() -> None:
    for number in UNDETERMINED:
        text = told(f"nhiệm vụ {number}")
        assert "chưa xác định (Bộ Văn hóa, Thể thao và Du lịch hoặc Bộ Khoa học và Công nghệ)" in text
        assert "chưa thấy văn bản giao lại nhiệm vụ" in text
        assert "nay là" not in text


def test_other_tasks_of_the_same_agency_say_who_carries_on_since_when() -> None:
    text = told("nhiệm vụ 2.1")
    assert "Chủ trì: Bộ Thông tin và Truyền thông (nay là Bộ Văn hóa, Thể thao và Du lịch, từ 01/3/2025)" in text
    assert "chưa xác định" not in text


def test_an_agency_that_has_ended_is_listed_as_the_document_names_it_with_a_note() -> None:
    answer = Person().ask("Bộ Thông tin và Truyền thông chủ trì nhiệm vụ nào")
    assert len(answer.tasks) == 31
    assert "Bộ Thông tin và Truyền thông (nay là Bộ Văn hóa, Thể thao và Du lịch, từ 01/3/2025)." in answer.reply.text


def test_what_an_agency_became_names_every_part_the_day_and_the_act() -> None:
    text = told("Bộ Thông tin và Truyền thông giờ là bộ nào?")
    for successor in ("Bộ Văn hóa, Thể thao và Du lịch", "Bộ Khoa học và Công nghệ", "Bộ Công an"):
        assert f"- {successor} (từ 01/3/2025): " in text
    basis = next(line for line in text.splitlines() if line.startswith("Căn cứ: Nghị quyết 176/2025/QH15; "))
    assert basis.count("176/2025/QH15") == 1


def test_whom_an_agency_took_over_is_told_from_the_other_side() -> None:
    text = told("Bộ Tài chính tiếp nhận từ cơ quan nào?")
    assert text.startswith("Bộ Tài chính tiếp nhận từ:")
    assert "- Bộ Kế hoạch và Đầu tư (từ 01/3/2025)" in text


def test_asked_whether_a_successor_leads_a_task_it_says_that_the_document_names_another() -> None:
    text = told("Bộ Văn hóa, Thể thao và Du lịch có chủ trì nhiệm vụ 2.1 không?")
    assert text.startswith("Văn bản không nêu tên Bộ Văn hóa, Thể thao và Du lịch; cơ quan này tiếp nhận công việc")


def test_a_province_named_as_before_the_merger_is_answered_as_what_it_is_now() -> None:
    led = Person().ask("Hải Dương chủ trì nhiệm vụ nào?").reply.text.splitlines()
    assert led[0] == "“Hải Dương” nay là Thành phố Hải Phòng."
    fate = Person().ask("tỉnh Hà Nam nay là tỉnh nào?").reply.text.splitlines()
    assert fate[0] == "“tỉnh Hà Nam” nay là tỉnh Ninh Bình."
    owed = Person().ask("Hải Dương phải báo cáo gì?").reply.text.splitlines()
    assert owed[0] == "“Hải Dương” nay là Thành phố Hải Phòng."


def test_a_province_named_as_it_is_needs_no_note() -> None:
    first = Person().ask("Thành phố Hải Phòng chủ trì nhiệm vụ nào?").reply.text.splitlines()[0]
    assert "nay là" not in first
