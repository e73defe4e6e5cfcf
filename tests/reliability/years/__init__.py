"""Five years of reminders in minutes, the program killed again and again: `python -m tests.reliability.years`.

The program is a real process with its real channels; only its clock is ours. A short run is in the tests
(tests/bot/test_years.py). Figures of record are in docs/reliability.md.
"""
