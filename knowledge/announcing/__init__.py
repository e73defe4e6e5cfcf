"""Notices to many: to whom, what, when; what becomes of them and how that is said."""
