"""Behaviour of the program, in folders that mirror it."""
