"""A few random histories of reminders; `python -m tests.jobs.remind_properties` looks for longer."""

from tests.jobs.remind_properties import look


def test_in_any_history_each_step_is_said_once_in_time_as_it_is_or_left_out_for_a_reason() -> None:
    look(examples=20, steps=20, always_the_same=True)
