"""Takes a record in through the form engine: asks, answers, and gives everything or everything that is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.sql.visitors import replacement_traverse

from engines.expression.sql_executor import compile_condition
from engines.form.compiled import Form
from engines.form.facts import Need, Question
from engines.form.submit import Submission, submit
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid
from mortise.records.answers import find_answers
from mortise.records.facts import facts_of
from mortise.records.references import Naming, namings, not_found
from mortise.records.source_locks import lock_sources

ROUNDS: Final = 8
"""How often the engine may ask again: each round goes at least one link further."""
STATEMENTS: Final = StatementCache()
RECORD: Final = "record_"


async def take_in(
    tx: Tx,
    context: Context,
    form: Form,
    before: Mapping[str, object] | None,
    values: Mapping[str, object],
    issues: Sequence[Issue],
) -> Submission:
    """The record as it shall be; raises Invalid with the issues found so far and all that the engine finds."""
    submission, found = await try_in(tx, context, form, before, values)
    every = gathered(issues, found)
    if has_errors(every):
        raise Invalid(every)
    return submission


def gathered(own: Sequence[Issue], found: Sequence[Issue]) -> list[Issue]:
    """The issues of what was sent, and those of the engine about everything else: a value that could not be read is
    not also missing, and a rule about several fields waits until each of them can be read."""
    places = {issue.pointer for issue in own if issue.pointer}
    early = [issue.params for issue in found if issue.code == "validation" and issue.pointer in places]
    return [
        *own,
        *(
            issue
            for issue in found
            if issue.pointer not in places and not (issue.code == "validation" and issue.params in early)
        ),
    ]


async def try_in(
    reader: Reader,
    context: Context,
    form: Form,
    before: Mapping[str, object] | None,
    values: Mapping[str, object],
) -> tuple[Submission, list[Issue]]:
    """The record as it would be, and what is wrong with it."""
    named = list(namings(form, before, values))
    referred: dict[str, set[int]] = {}
    for naming in named:
        referred.setdefault(naming.source, set()).add(naming.id)
    answers: dict[Question, object] = {}
    missing: Mapping[str, frozenset[int]] = {}
    for turn in range(ROUNDS):
        result = submit(form, before, values, facts_of(context, answers), context.clock)
        questions = result.questions if isinstance(result, Need) else frozenset()
        if questions or (referred and turn == 0):
            asked = {source: frozenset(ids) for source, ids in referred.items()} if turn == 0 else {}
            if isinstance(reader, Tx):
                await lock_sources(reader, context, form, questions)
            found = await find_answers(reader, context, questions, asked)
            answers.update(found.answers)
            missing = found.missing or missing
        if isinstance(result, Submission):
            issues = [not_found(naming) for naming in named if naming.id in missing.get(naming.source, ())]
            if not issues:
                issues = [issue for _, issue in await unchosen(reader, context, form, named)]
            return result, [*issues, *result.issues]
    raise LookupError(f"{form.key}: a save asks without end")


async def unchosen(
    reader: Reader, context: Context, form: Form, named: Iterable[Naming]
) -> list[tuple[Naming, Issue]]:
    """Links to records that the link's own filter leaves out, all looked at by one statement."""
    filtered = [naming for naming in named if naming.filter is not None]
    if not filtered:
        return []
    names = tuple(naming.filter or "" for naming in filtered)
    sources = tuple(naming.source for naming in filtered)
    statement = STATEMENTS.get(
        (context.app, form.key, names, sources), lambda: _choosing(context, form, names, sources)
    )
    values: dict[str, object] = dict(context.binds)
    for place, naming in enumerate(filtered):
        values[f"linked_{place}"] = naming.id
        for key, field in naming.fields.items():
            if field.row_fields() is None:
                values[f"{RECORD}{key}_{place}"] = field.to_expression(naming.holder.get(key))
    row = await reader.fetchrow(statement, {name: values.get(name) for name in statement.names})
    passed = list(row or ())
    return [(naming, not_found(naming)) for naming, good in zip(filtered, passed, strict=True) if not good]


def _choosing(context: Context, form: Form, names: Sequence[str], sources: Sequence[str]) -> sa.Select[Any]:
    columns = []
    for place, (name, source) in enumerate(zip(names, sources, strict=True)):
        target = context.app.schema.sources[source.removeprefix("form:")]
        table = target.table.alias()
        condition = compile_condition(
            form.expressions[name].checked, context.app.schema.resolver(target, table)
        )
        own = replacement_traverse(condition, {}, partial(_numbered, place))
        linked = sa.bindparam(f"linked_{place}", type_=sa.BigInteger())
        columns.append(sa.exists().where(table.c.id == linked, own).label(f"c{place}"))
    return sa.select(*columns)


def _numbered(place: int, element: Any, **_options: Any) -> Any:
    """What a filter reads of its record gets a value of its own for each record."""
    if isinstance(element, sa.BindParameter) and element.key.startswith(RECORD):
        return sa.bindparam(f"{element.key}_{place}", type_=element.type)
    return None
