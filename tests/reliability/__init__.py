"""The program as a process of its own, killed, cut off, misused and under load: `python -m tests.reliability`.

Short runs of the same are in the tests (tests/bot/test_reliability.py). Figures of record are in docs/reliability.md.
"""
