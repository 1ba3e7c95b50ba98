"""Questions to the database as (SQL, named parameters): pure functions, run by whoever holds a connection."""
