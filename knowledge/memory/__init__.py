"""The database: the only place with SQL in it."""
