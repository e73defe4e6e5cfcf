"""What agencies have recorded of what they were given, and how it stands by that. Statuses are reckoned, never kept."""
