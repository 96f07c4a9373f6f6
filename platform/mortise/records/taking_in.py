"""Takes a record in through the form engine: asks, answers, and gives everything or everything that is wrong."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from engines.expression.sql_executor import bind_name, compile_condition
from engines.form.compiled import Form
from engines.form.conditions import RECORD
from engines.form.facts import Need, Question
from engines.form.submit import Submission, submit
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid
from mortise.records.answers import find_answers
from mortise.records.attachments import files_to_take, with_own_files
from mortise.records.facts import facts_of
from mortise.records.gates import told_gates
from mortise.records.references import Naming, namings, not_found, unsettled
from mortise.records.source_locks import lock_sources

ROUNDS: Final = 8
"""How often the engine may ask again: each round goes at least one link further."""
STATEMENTS: Final = StatementCache()


async def take_in(
    reader: Reader,
    context: Context,
    form: Form,
    before: Mapping[str, object] | None,
    values: Mapping[str, object],
    issues: Sequence[Issue],
) -> Submission:
    """The record as it shall be; raises Invalid with the issues found so far and all that the engine finds."""
    if isinstance(reader, Tx):
        values = await with_own_files(reader, context, form, before, values)
    submission, found = await try_in(reader, context, form, before, values)
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
    kept = list(unsettled(form, before, values))
    referred: dict[str, set[int]] = {}
    for naming in (*named, *kept):
        referred.setdefault(naming.source, set()).add(naming.id)
    files = await files_to_take(reader, context, form, before, values)
    answers: dict[Question, object] = {}
    missing: Mapping[str, frozenset[int]] = {}
    for turn in range(ROUNDS):
        result = submit(form, before, values, facts_of(context, answers, files), context.clock)
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
                # Whether an unseen record passes a filter would tell what is in it.
                seen = [each for each in kept if each.id not in missing.get(each.source, ())]
                issues = [issue for _, issue in await unchosen(reader, context, form, [*named, *seen])]
            return result, [*issues, *told_gates(context, form, result.issues)]
    raise LookupError(f"{form.key}: a save asks without end")


async def unchosen(
    reader: Reader, context: Context, form: Form, named: Iterable[Naming]
) -> list[tuple[Naming, Issue]]:
    """Links to records that the link's own filter leaves out, however many, all looked at by one statement."""
    filtered = [naming for naming in named if naming.filter is not None]
    if not filtered:
        return []
    groups: dict[tuple[str, str], list[int]] = {}
    for place, naming in enumerate(filtered):
        groups.setdefault((naming.filter or "", naming.source), []).append(place)
    statement = STATEMENTS.get(
        (context.app, form.key, tuple(groups)), lambda: _choosing(context, form, tuple(groups))
    )
    values: dict[str, object] = dict(context.binds)
    for number, ((name, _), places) in enumerate(groups.items()):
        read = [path[1] for path in form.expressions[name].checked.reads if path[0] == RECORD]
        lines = [_line(place, filtered[place], read) for place in places]
        values[f"named_{number}"] = orjson.dumps(lines, default=str).decode()
    passed = {row["place"] for row in await reader.fetch(statement, values)}
    return [(naming, not_found(naming)) for place, naming in enumerate(filtered) if place not in passed]


def _line(place: int, naming: Naming, read: Iterable[str]) -> dict[str, object]:
    """A link with what its filter reads of the record that has it."""
    line: dict[str, object] = {"place": place, "linked": naming.id}
    for key in read:
        field = naming.fields.get(key)
        if field is not None and field.row_fields() is None:
            line[bind_name((RECORD, key))] = field.to_expression(naming.holder.get(key))
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
