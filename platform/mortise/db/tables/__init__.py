"""The platform's own tables, in schema `mortise`. Records live in a schema per application."""

from mortise.db.tables import applications, discussions, files, flows, jobs, people, records, views
from mortise.db.tables.schema import METADATA, SCHEMA, calendar_day, currency_rate, setting

__all__ = [
    "METADATA",
    "SCHEMA",
    "applications",
    "calendar_day",
    "currency_rate",
    "discussions",
    "files",
    "flows",
    "jobs",
    "people",
    "records",
    "setting",
    "views",
]
