"""Reads an annex from a file that people send: whatever its format and layout, into a draft that a person can judge."""
