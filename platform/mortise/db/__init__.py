"""The database: where it runs, how it is reached, and what it holds for the platform itself."""
