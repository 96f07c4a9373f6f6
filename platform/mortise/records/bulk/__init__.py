"""Changes of many records by one request: as many statements for one record as for thousands."""
