"""What officials may change of what is known: one table of things and their fields, and how they are typed."""
