"""Takes a record in through the form engine: asks, answers, and gives everything or everything that is wrong."""

from collections.abc import Mapping, Sequence
from typing import Final

from engines.form.compiled import Form
from engines.form.facts import Need, Question
from engines.form.submit import Submission, submit
from engines.issues import Issue, has_errors
from mortise.access.context import Context
from mortise.db.transaction import Reader, Tx
from mortise.errors import Invalid
from mortise.records.answers import find_answers
from mortise.records.attachments import files_to_take, with_own_files
from mortise.records.facts import facts_of
from mortise.records.gates import told_gates
from mortise.records.link_filters import held, left_out
from mortise.records.references import named_by_source, namings, not_found
from mortise.records.source_locks import lock_sources

ROUNDS: Final = 8
"""How often the engine may ask again: each round goes at least one link further."""


async def take_in(
    reader: Reader,
    context: Context,
    form: Form,
    before: Mapping[str, object] | None,
    values: Mapping[str, object],
    issues: Sequence[Issue],
    *,
    leaves_named: bool = False,
) -> Submission:
    """The record as it shall be; raises Invalid with the issues found so far and all that the engine finds. What it
    names is not looked up where the statement that writes it sees to that, unless something is to be told anyway."""
    if isinstance(reader, Tx):
        values = await with_own_files(reader, context, form, before, values)
    leaves = leaves_named and not issues
    submission, found = await try_in(reader, context, form, before, values, leaves_named=leaves)
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
    *,
    leaves_named: bool = False,
) -> tuple[Submission, list[Issue]]:
    """The record as it would be, and what is wrong with it; whether what it names is there may be left to others as
    long as nothing else is wrong and no filter of a link has a say."""
    named = list(namings(form, before, values))
    referred = named_by_source(named)
    files = await files_to_take(reader, context, form, before, values)
    answers: dict[Question, object] = {}
    missing: Mapping[str, frozenset[int]] = {}
    for turn in range(ROUNDS):
        result = submit(form, before, values, facts_of(context, answers, files), context.clock)
        questions = result.questions if isinstance(result, Need) else frozenset()
        if leaves_named and isinstance(result, Submission) and not result.issues:
            leaves_named = next(held(form, before, result.record), None) is None
            if leaves_named:
                return result, []
        if questions or (referred and turn == 0):
            asked = referred if turn == 0 else {}
            if isinstance(reader, Tx):
                await lock_sources(reader, context, form, questions)
            found = await find_answers(reader, context, questions, asked)
            answers.update(found.answers)
            missing = found.missing or missing
        if isinstance(result, Submission):
            issues = [not_found(naming) for naming in named if naming.id in missing.get(naming.source, ())]
            if not issues:
                links = list(held(form, before, result.record))
                issues = [issue for _, issue in await left_out(reader, context, form, links, referred)]
            return result, [*issues, *told_gates(context, form, result.issues)]
    raise LookupError(f"{form.key}: a save asks without end")
