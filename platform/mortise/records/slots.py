"""What stands in the gaps of the expressions that a person's browser got: only the server knows it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache

from engines.expression.check import Checked
from engines.expression.python_executor import compile_python
from engines.expression.values import number_text
from engines.form.compiled import Form
from engines.form.facts import Question
from engines.form.program import Step
from engines.form.state import State
from mortise.access.context import Context
from mortise.access.rights import FormRights
from mortise.access.slots import cut_expressions
from mortise.db.transaction import Reader
from mortise.records.access import Door
from mortise.records.answers import find_answers
from mortise.records.facts import facts_of
from mortise.records.taking_in import ROUNDS


@lru_cache(maxsize=500)
def _steps(form: Form, rights: FormRights) -> Mapping[str, Step]:
    return {slot: _step(checked) for slot, checked in cut_expressions(form, rights).slots.items()}


def _step(checked: Checked) -> Step:
    loads = tuple((".".join(path), path) for path in sorted(checked.reads) if len(path) > 1)
    return Step(compile_python(checked), loads, frozenset(path[0] for path in checked.reads))


async def slot_values(
    reader: Reader,
    context: Context,
    door: Door,
    before: Mapping[str, object] | None,
    record: Mapping[str, object],
) -> dict[str, object]:
    """The value of every gap for a record as it stands on the page."""
    steps = _steps(door.form, door.rights)
    answers: dict[Question, object] = {}
    for _ in range(ROUNDS if steps else 0):
        missing: set[Question] = set()
        state = State(door.form, dict(record), before, facts_of(context, answers), context.clock, missing)
        values = {slot: _json(state.run(step)) for slot, step in steps.items()}
        if not missing:
            return values
        answers.update((await find_answers(reader, context, missing, {})).answers)
    return {}


def _json(value: object) -> object:
    """A value as the browser's executor takes it: numbers are texts, moments UTC."""
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return [_json(item) for item in value] if isinstance(value, tuple) else value
