"""How fast answers are, what a search is worth, and what the program takes: `python -m tests.benchmarks`.

Not part of the tests: nothing here fails when a figure is bad. Figures of record are in docs/benchmarks.md.
"""
