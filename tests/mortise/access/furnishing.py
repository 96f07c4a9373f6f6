"""What surrounds the records of the small company: a log, comments, followers, files and saved views of each."""

from collections.abc import Mapping

import asyncpg
import sqlalchemy as sa

from engines.form.schema import Schema
from mortise.db.statements import DIALECT
from tests.mortise.access.world import DEFINITION, PLAIN, PRESSED, World

FORMS = [form["key"] for form in DEFINITION["forms"]]
LISTED = (
    "(SELECT to_jsonb(array_agg(linked)) FROM app_club.deal__partners WHERE parent = r.id AND linked % 3 > 0)"
)
AUTHORS = 6


async def furnish(url: str, schema: Schema, world: World) -> Mapping[tuple[str, int], int]:
    """Writes all of it; the comment on each record, and under `papers` the file of each deal."""
    connection = await asyncpg.connect(url)
    for index in indexes_sql(schema):
        await connection.execute(index)
    for form, keys in PLAIN.items():
        await connection.execute(logging(form, keys))
        await connection.execute(f"UPDATE app_club.{form} SET version = 1")
        await connection.execute(f"SELECT setval(pg_get_serial_sequence('app_club.{form}', 'id'), 1000)")
        await connection.execute(f"CREATE TABLE public.kept_{form} AS TABLE app_club.{form}")
    made: dict[tuple[str, int], int] = {}
    for form, rows in world.rows.items():
        for number in rows:
            made[form, number] = await connection.fetchval(
                "INSERT INTO mortise.comment (app_id, form, record_id, author_id, body) "
                "VALUES (1, $1, $2, $3, jsonb_build_array(jsonb_build_object('text', $4::text))) RETURNING id",
                form,
                number,
                number % AUTHORS + 1,
                f"said of {form} {number}",
            )
    await connection.execute(
        "INSERT INTO mortise.follower (app_id, form, record_id, person_id, reason) "
        "SELECT 1, f, r, p.id, 'by_hand' FROM unnest($1::text[]) f, generate_series(1, $2::int) r, mortise.person p",
        FORMS,
        len(world.rows["deal"]),
    )
    await connection.execute(
        "INSERT INTO mortise.view (app_id, form, person_id, label, definition, names, shared) "
        """SELECT 1, f, 6, '{"en": "All"}', '{"kind": "grid"}', '{}', true FROM unnest($1::text[]) f""",
        FORMS,
    )
    files = await connection.fetch(
        "INSERT INTO mortise.file (name, media, size, content, uploaded_by, app_id, form, record_id, field, "
        "attached_at) SELECT 'paper.pdf', 'application/pdf', 3, 'c' || r, 1, 1, 'deal', r, 'papers', now() "
        "FROM generate_series(1, $1::int) r RETURNING id, record_id",
        len(world.rows["deal"]),
    )
    await connection.close()
    return made | {("papers", row["record_id"]): row["id"] for row in files}


def logging(form: str, keys: list[str]) -> str:
    """A line in the log for each record: all its values, as its creation would have left them."""
    kept = [key for key in keys if key not in PRESSED[form]]
    columns = ((key, LISTED if key == "partners" else f"r.{key}") for key in kept)
    pairs = ", ".join(f"'{key}', {column}" for key, column in columns)
    return (
        "INSERT INTO mortise.record_change (app_id, form, record_id, action, actor_id, at, version, new) "
        f"SELECT 1, '{form}', r.id, 'create', 1, now(), 1, jsonb_strip_nulls(jsonb_build_object({pairs})) "
        f"FROM app_club.{form} r"
    )


def indexes_sql(schema: Schema) -> list[str]:
    """What makes values unique and searches quick."""
    found = []
    for form in schema.forms.values():
        for index in (*form.indexes.values(), form.search.index):
            made = sa.Index(
                index.name,
                *index.columns,
                unique=index.unique,
                postgresql_using=index.using,
                postgresql_where=index.rows,
            )
            found.append(str(sa.schema.CreateIndex(made).compile(dialect=DIALECT)))
    return found


async def restore(url: str, schema: Schema) -> None:
    """Every record as it was furnished, and none beside them."""
    connection = await asyncpg.connect(url)
    for form in FORMS:
        table = schema.forms[form].table
        names = ", ".join(
            f'"{column.name}"' for column in table.c if column.computed is None and column.name != "id"
        )
        kept = ", ".join(f"k.{name}" for name in names.split(", "))
        await connection.execute(f"DELETE FROM app_club.{form} WHERE id > 1000")
        await connection.execute(
            f"UPDATE app_club.{form} r SET ({names}) = ROW({kept}) FROM public.kept_{form} k "
            f"WHERE k.id = r.id AND r IS DISTINCT FROM k"
        )
        await connection.execute(
            "DELETE FROM mortise.record_change WHERE form = $1 AND record_id > 1000", form
        )
    await connection.execute(
        "DELETE FROM mortise.record_change WHERE action <> 'create' OR batch_id IS NOT NULL"
    )
    await connection.execute("TRUNCATE mortise.outbox")
    await connection.close()
