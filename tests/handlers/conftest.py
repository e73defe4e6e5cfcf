"""These tests talk to a real database."""

from tests.stores import store

__all__ = ["store"]
