"""Links with a filter of their own: what it leaves out is not linked, by whichever door."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from engines.expression.sql_executor import bind_name, compile_condition
from engines.form.compiled import Form, SubTable
from engines.form.conditions import RECORD
from engines.form.field import Field
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader
from mortise.records.answers import Referred, find_answers
from mortise.records.references import Naming, ids_of, not_found, rows_of, sources_of

STATEMENTS: Final = StatementCache()
NOTHING: Final[Referred] = {}


@dataclass(frozen=True, slots=True)
class Held(Naming):
    """A link that its filter must admit: the filter's name, and the record or row that it may look at."""

    filter: str
    holder: Mapping[str, object]
    fields: Mapping[str, Field]


def held(form: Form, before: Mapping[str, object] | None, after: Mapping[str, object]) -> Iterator[Held]:
    """The links that a save makes, and those that it keeps while what their filter reads of the record or row becomes
    another; `before` and `after` are the whole record, as far as the save knows of it. A link that is left alone stays,
    whatever has become of what it leads to."""
    yield from _held(form, form, "", "", before, after)
    for key, sub in form.sub_tables.items():
        old = {row["id"]: row for row in rows_of(before, key)}
        for index, row in enumerate(rows_of(after, key)):
            kept = old.get(row.get("id"))
            yield from _held(form, sub, f"fields/{key}/", pointer(key, index), kept, row)


def _held(
    form: Form,
    source: Form | SubTable,
    stem: str,
    place: str,
    before: Mapping[str, object] | None,
    after: Mapping[str, object],
) -> Iterator[Held]:
    for key, named, name, read in _filtered(form, source, stem):
        if after.get(key) is None:
            continue
        is_moved = before is None or any(after.get(other) != before.get(other) for other in read)
        known = [] if before is None else [number for number, _ in ids_of(before.get(key), "")]
        for number, where in ids_of(after.get(key), place + pointer(key)):
            if is_moved or number not in known:
                yield Held(named, number, where, name, after, source.fields)


@lru_cache(maxsize=2000)
def _filtered(
    form: Form, source: Form | SubTable, stem: str
) -> Sequence[tuple[str, str, str, frozenset[str]]]:
    """The links with a filter: their field, what they lead to, the filter's name, and the fields that it reads."""
    found = []
    for key, named in sources_of(source).items():
        name = f"{stem}fields/{key}/filter"
        if name in form.expressions:
            reads = form.expressions[name].checked.reads
            found.append((key, named, name, frozenset(path[1] for path in reads if path[0] == RECORD)))
    return found


async def left_out(
    reader: Reader, context: Context, form: Form, links: Sequence[Held], asked: Referred = NOTHING
) -> list[tuple[Held, Issue]]:
    """Links that their filter leaves out. `asked` are ids of which it is known already whether the person sees them; of
    a record that the person does not see nothing is told, not even whether it passes a filter."""
    others: dict[str, set[int]] = {}
    for each in links:
        if each.id not in asked.get(each.source, ()):
            others.setdefault(each.source, set()).add(each.id)
    wanted = {source: frozenset(ids) for source, ids in others.items()}
    unseen = (await find_answers(reader, context, (), wanted)).missing
    seen = [each for each in links if each.id not in unseen.get(each.source, ())]
    return await _unchosen(reader, context, form, seen)


async def _unchosen(
    reader: Reader, context: Context, form: Form, links: Sequence[Held]
) -> list[tuple[Held, Issue]]:
    """Links to records that the link's own filter leaves out, however many, all looked at by one statement."""
    if not links:
        return []
    groups: dict[tuple[str, str], list[int]] = {}
    for place, each in enumerate(links):
        groups.setdefault((each.filter, each.source), []).append(place)
    statement = STATEMENTS.get(
        (context.app, form.key, tuple(groups)), lambda: _choosing(context, form, tuple(groups))
    )
    values: dict[str, object] = dict(context.binds)
    for number, ((name, _), places) in enumerate(groups.items()):
        read = [path[1] for path in form.expressions[name].checked.reads if path[0] == RECORD]
        lines = [_line(place, links[place], read) for place in places]
        values[f"named_{number}"] = orjson.dumps(lines, default=str).decode()
    passed = {row["place"] for row in await reader.fetch(statement, values)}
    return [(each, not_found(each)) for place, each in enumerate(links) if place not in passed]


def _line(place: int, link: Held, read: Iterable[str]) -> dict[str, object]:
    """A link with what its filter reads of the record that has it."""
    line: dict[str, object] = {"place": place, "linked": link.id}
    for key in read:
        field = link.fields.get(key)
        if field is not None and field.row_fields() is None:
            line[bind_name((RECORD, key))] = field.to_expression(link.holder.get(key))
    return line


def _choosing(
    context: Context, form: Form, groups: Sequence[tuple[str, str]]
) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    selects = []
    for number, (name, source) in enumerate(groups):
        target = context.app.schema.sources[source.removeprefix("form:")]
        table = target.table.alias()
        condition = compile_condition(
            form.expressions[name].checked, context.app.schema.resolver(target, table)
        )
        binds = {
            element.key: element
            for element in iterate(condition)
            if isinstance(element, sa.BindParameter) and element.key.startswith(f"{RECORD.lower()}_")
        }
        lines = (
            sa.func.jsonb_to_recordset(sa.cast(sa.bindparam(f"named_{number}", type_=sa.Text()), JSONB))
            .table_valued(
                sa.column("place", sa.Integer),
                sa.column("linked", sa.BigInteger),
                *(sa.column(key, bind.type) for key, bind in binds.items()),
            )
            .render_derived(name=f"lines_{number}", with_types=True)
        )
        own = replacement_traverse(condition, {}, partial(_of_line, f"lines_{number}", binds))
        selects.append(sa.select(lines.c.place).where(sa.exists().where(table.c.id == lines.c.linked, own)))
    return selects[0] if len(selects) == 1 else sa.union_all(*selects)


def _of_line(lines: str, binds: Mapping[str, Any], element: Any, **_options: Any) -> Any:
    """What a filter reads of its record comes from the link's own line. Named as text: a subquery that reads it would
    otherwise have the lines among its own tables."""
    if isinstance(element, sa.BindParameter) and element.key in binds:
        return sa.literal_column(f'{lines}."{element.key}"', element.type)
    return None
