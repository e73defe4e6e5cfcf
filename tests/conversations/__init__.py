"""Conversations as data, played through every channel: they must read the same apart from rendering."""
