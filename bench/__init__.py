"""The benchmark: Mortise beside hand-written endpoints, on one PostgreSQL, under one load."""
