"""Rows and values: what the domain asks to be kept, in SQLite, PostgreSQL and Redis."""
