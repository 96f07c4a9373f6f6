"""Takes many records in through the form engine: questions of all of them are answered by the same statements."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from engines.form.compiled import Form
from engines.form.facts import Need, Question
from engines.form.files import StoredFile
from engines.form.submit import Submission, submit
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.transaction import Reader, Tx
from mortise.records.answers import Referred, find_answers
from mortise.records.bulk.outcome import Chosen
from mortise.records.facts import facts_of
from mortise.records.incoming import Incoming
from mortise.records.link_filters import Held, held, left_out
from mortise.records.references import Naming, named_by_source, namings, not_found
from mortise.records.source_locks import lock_sources
from mortise.records.taking_in import ROUNDS, gathered

AT_ONCE: Final = 100
"""Records worked on before others who wait for this process have a turn."""


@dataclass(slots=True)
class Edit:
    """A chosen record with what is set in it, as it stands and as it shall be; a new one has no `before`. `numbers`
    are its automatic ones, `files` those that it may take or has."""

    chosen: Chosen
    before: Mapping[str, object] | None
    incoming: Incoming
    submission: Submission | None = None
    named: list[Naming] = field(default_factory=list)
    numbers: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[int, StoredFile] = field(default_factory=dict)

    @property
    def stood(self) -> Mapping[str, object]:
        """What the record holds so far."""
        return {} if self.before is None else self.before


async def take_in_many(reader: Reader, context: Context, form: Form, edits: Sequence[Edit]) -> None:
    """Gives each edit its submission, and notes what is wrong with it."""
    for edit in edits:
        edit.named = list(namings(form, edit.before, edit.incoming.values))
    referred = named_by_source(naming for edit in edits for naming in edit.named)
    answers: dict[Question, object] = {}
    missing: Referred = {}
    for turn in range(ROUNDS):
        questions = await _submit(context, form, edits, answers)
        if questions or (referred and turn == 0):
            asked = referred if turn == 0 else {}
            if isinstance(reader, Tx):
                await lock_sources(reader, context, form, questions)
            found = await find_answers(reader, context, questions, asked)
            answers.update(found.answers)
            missing = found.missing or missing
        if not questions:
            await _note(reader, context, form, edits, referred, missing)
            return
    raise LookupError(f"{form.key}: a bulk change asks without end")


async def _submit(
    context: Context, form: Form, edits: Sequence[Edit], answers: Mapping[Question, object]
) -> frozenset[Question]:
    """Submits what has no submission yet; what must be answered before the rest can be."""
    questions: set[Question] = set()
    facts = facts_of(context, answers)
    for place, edit in enumerate(edits):
        if edit.submission is None:
            values = {**edit.incoming.values, **edit.numbers}
            own = replace(facts, files=edit.files) if edit.files else facts
            result = submit(form, edit.before, values, own, context.clock)
            if isinstance(result, Need):
                questions |= result.questions
            else:
                edit.submission = result
        if place % AT_ONCE == AT_ONCE - 1:
            await asyncio.sleep(0)
    return frozenset(questions)


async def _note(
    reader: Reader, context: Context, form: Form, edits: Sequence[Edit], asked: Referred, missing: Referred
) -> None:
    """Notes links that lead nowhere or to what the link does not admit, and what the engine found."""
    links: list[Held] = []
    own: dict[int, list[Issue]] = {}
    owners: dict[int, int] = {}
    for number, edit in enumerate(edits):
        lost = [naming for naming in edit.named if naming.id in missing.get(naming.source, ())]
        own[number] = [not_found(naming) for naming in lost]
        if not lost and edit.submission is not None:
            found = list(held(form, edit.before, edit.submission.record))
            links += found
            owners.update((id(link), number) for link in found)
    for link, issue in await left_out(reader, context, form, links, asked):
        own[owners[id(link)]].append(issue)
    for number, edit in enumerate(edits):
        problems = edit.submission.issues if edit.submission is not None else ()
        every = gathered(edit.incoming.issues, [*own[number], *problems])
        edit.chosen.issues += [issue.under("/values") for issue in every]
