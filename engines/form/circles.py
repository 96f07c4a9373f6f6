"""Keeps records from standing above themselves: PostgreSQL looks at every link to a parent when it is written, by
whichever door, one writer after the other."""

from typing import Any, Final

import sqlalchemy as sa

from engines.form.tables import bounded_name

LOOK: Final = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $look$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    -- Two who each hang a record below the other's would not see what the other does.
    PERFORM pg_advisory_xact_lock(hashtextextended('{lock}', 0));
  END IF;
  IF EXISTS (
    WITH RECURSIVE above(id) AS (
      SELECT NEW.{column}
      UNION
      SELECT record.{column} FROM above JOIN {table} AS record ON record.id = above.id
      WHERE record.{column} IS NOT NULL
    )
    SELECT FROM above WHERE above.id = NEW.id
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', MESSAGE = 'a circle of records';
  END IF;
  RETURN NULL;
END
$look$"""
NEW: Final = """
CREATE TRIGGER {new} AFTER INSERT ON {table} FOR EACH ROW
WHEN (NEW.{column} IS NOT NULL) EXECUTE FUNCTION {function}()"""
MOVED: Final = """
CREATE TRIGGER {moved} AFTER UPDATE OF {column} ON {table} FOR EACH ROW
WHEN (NEW.{column} IS NOT NULL AND NEW.{column} IS DISTINCT FROM OLD.{column}) EXECUTE FUNCTION {function}()"""
STANDING: Final = """
DO $standing$
BEGIN
  IF EXISTS (
    WITH RECURSIVE walk(start, id) AS (
      SELECT record.id, record.{column} FROM {table} AS record WHERE record.{column} IS NOT NULL
      UNION
      SELECT walk.start, record.{column} FROM walk JOIN {table} AS record ON record.id = walk.id
      WHERE record.{column} IS NOT NULL AND walk.id <> walk.start
    )
    SELECT FROM walk WHERE start = id
  ) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', MESSAGE = 'a circle of records';
  END IF;
END
$standing$"""
DROP: Final = """
DROP TRIGGER IF EXISTS {new} ON {table}; DROP TRIGGER IF EXISTS {moved} ON {table};
DROP FUNCTION IF EXISTS {function}()"""


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def watched(schema: str, table: str, column: str, name: str) -> tuple[str, ...]:
    """What makes PostgreSQL look at a column of links to parents, and refuses what goes in circles already; `name` is
    that of its foreign key, by which a refusal is told."""
    return tuple(each.format(**_names(schema, table, column, name)) for each in (LOOK, NEW, MOVED, STANDING))


def unwatched(schema: str, table: str, column: str) -> str:
    """What ends that."""
    return DROP.format(**_names(schema, table, column, ""))


def _names(schema: str, table: str, column: str, name: str) -> dict[str, str]:
    return {
        "function": f"{quoted(schema)}.{quoted(bounded_name('tr', table, column, 'above'))}",
        "new": quoted(bounded_name("tr", table, column, "new")),
        "moved": quoted(bounded_name("tr", table, column, "moved")),
        "table": f"{quoted(schema)}.{quoted(table)}",
        "column": quoted(column),
        "lock": f"{schema}.{table}.{column}",
        "name": name,
    }


def circling(table: sa.Table, column: str) -> sa.Select[Any]:
    """How many records stand above themselves."""
    start = (
        sa.select(table.c.id.label("start"), table.c[column].label("id"))
        .where(table.c[column].is_not(None))
        .cte("walk", recursive=True)
    )
    record = table.alias("record")
    further = (
        sa.select(start.c.start, record.c[column])
        .join(record, record.c.id == start.c.id)
        .where(record.c[column].is_not(None), start.c.id != start.c.start)
    )
    walk = start.union(further)
    return sa.select(sa.func.count(sa.distinct(walk.c.start))).where(walk.c.start == walk.c.id)
