"""Reminders looked at ahead of time: small worlds of their own, in which days pass as fast as somebody likes."""
