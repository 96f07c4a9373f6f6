"""What the form engine asks of the database during a save, and what a save must find there, by one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from engines.expression.scope import Path
from engines.form.facts import Question
from mortise.access.context import Context
from mortise.db.statements import DIALECT, StatementCache
from mortise.db.tables import people
from mortise.db.transaction import Reader

STATEMENTS: Final = StatementCache()
BIGINTS: Final = sa.ARRAY(sa.BigInteger())
PERSON: Final = "person"
DEPARTMENT: Final = "department"

Referred = Mapping[str, frozenset[int]]
"""Ids that a save names, by what they are of: "person", "department" or "form:<key>"."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found: the answers to the engine's questions, and those of the named ids that are not to be had."""

    answers: Mapping[Question, object] = field(default_factory=dict)
    missing: Mapping[str, frozenset[int]] = field(default_factory=dict)


async def find_answers(
    reader: Reader, context: Context, questions: Iterable[Question], referred: Referred
) -> Answers:
    """Answers questions, and looks the named ids up among what the person may see; nothing asked, nothing sent."""
    asked: dict[tuple[str, Path], list[int]] = {}
    for question in sorted(questions):
        asked.setdefault((question.entity, question.path), []).append(question.id)
    named = {source: sorted(ids) for source, ids in sorted(referred.items()) if ids}
    if not asked and not named:
        return Answers()
    wanted, sources = tuple(asked), tuple(named)
    statement = STATEMENTS.get((context.rights, wanted, sources), lambda: _select(context, wanted, sources))
    values = {
        **context.binds,
        **{f"asked_{place}": ids for place, ids in enumerate(asked.values())},
        **{f"named_{place}": ids for place, ids in enumerate(named.values())},
    }
    row = await reader.fetchrow(statement, values)
    if row is None:
        raise LookupError("a statement without FROM has one row")
    found = list(row)
    answers = {
        Question(entity, number, path): _plain(value[0])
        for (entity, path), ids, values_ in zip(wanted, asked.values(), found, strict=False)
        for number, value in zip(ids, values_, strict=True)
    }
    missing = {
        source: frozenset(named[source]) - frozenset(seen)
        for source, seen in zip(sources, found[len(wanted) :], strict=False)
    }
    return Answers(answers, {source: ids for source, ids in missing.items() if ids})


def _plain(value: object) -> object:
    return (tuple(value) or None) if isinstance(value, list) else value


def _select(context: Context, wanted: Sequence[tuple[str, Path]], sources: Sequence[str]) -> sa.Select[Any]:
    answers = [_answer(context, place, entity, path) for place, (entity, path) in enumerate(wanted)]
    columns = [column for column, _ in answers]
    columns += [seen(context, f"named_{place}", source) for place, source in enumerate(sources)]
    # The driver learns from a statement's columns how arrays of a type are read, not from rows within them.
    arrays = {str(kind.compile(DIALECT)): kind for _, kind in answers if isinstance(kind, sa.ARRAY)}
    columns += [sa.cast(sa.null(), kind) for _, kind in sorted(arrays.items())]
    return sa.select(*(column.label(f"c{number}") for number, column in enumerate(columns)))


def _answer(
    context: Context, place: int, entity: str, path: Path
) -> tuple[ColumnElement[Any], sa.types.TypeEngine[Any]]:
    """The values of a path, one for each id in the order given, each in a row of its own, since it may be a list; and
    the type of each."""
    source = context.app.schema.sources[entity]
    table = source.table.alias()
    ids = (
        sa.func.unnest(sa.bindparam(f"asked_{place}", type_=BIGINTS))
        .table_valued(sa.column("id", sa.BigInteger), with_ordinality="place")
        .render_derived()
    )
    on = table.c.id == ids.c.id
    if "deleted_at" in table.c:
        on = sa.and_(on, table.c.deleted_at.is_(None))
    value = context.app.schema.resolver(source, table)(path)
    ordered = sa.select(sa.func.row(value)).select_from(ids.outerjoin(table, on)).order_by(ids.c.place)
    return sa.func.array(ordered.scalar_subquery()), value.type


def named_ids(bind: str) -> sa.BindParameter[Any]:
    """The ids given under a name."""
    return sa.bindparam(bind, type_=BIGINTS)


def seen(context: Context, bind: str, source: str) -> ColumnElement[Any]:
    """An array of those of the ids given as `bind` that are there for this person."""
    ids = named_ids(bind)
    if source == PERSON:
        found = sa.select(people.person.c.id).where(people.person.c.id == sa.any_(ids))
    elif source == DEPARTMENT:
        found = sa.select(people.department.c.id).where(people.department.c.id == sa.any_(ids))
    else:
        form = source.removeprefix("form:")
        table = context.app.schema.forms[form].table.alias()
        rows = context.rights.form(form).rows("view", table)
        found = sa.select(table.c.id).where(
            table.c.id == sa.any_(ids),
            table.c.deleted_at.is_(None),
            sa.false() if rows is None else rows,
        )
    return sa.func.array(found.scalar_subquery())
