"""What a press of a record's button makes of it, before anything is saved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engines.expression.clock import Clock
from engines.form.calculation import calculate
from engines.form.compiled import Form
from engines.form.computation import FormulaText, Press
from engines.form.conditions import PRESSES
from engines.form.facts import Facts, Need, Question
from engines.form.program import Step, step_of
from engines.form.state import State
from engines.form.submit import entered
from engines.form.system import OWNER, SYSTEM_LABELS, SYSTEM_MEANINGS
from engines.form.wording import texts
from engines.issues import Issue, pointer

OUT_OF_PLACE: Final = "button_out_of_place"
OPENABLE: Final = re.compile(
    r"https?://[^\s/?#@\\]+([/?#]\S*)?|(mailto|tel):\S+|/(?![/\\])\S*", re.IGNORECASE | re.ASCII
)
"""An address that a browser opens and never runs: of a page, of a page of this installation, of a letter, of a call."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of a press: typed values by key that are to be saved, `owner` among them where it changes hands, and
    the address that is to be opened. With issues nothing of it may happen."""

    values: Mapping[str, object]
    address: str | None
    issues: tuple[Issue, ...]


def press(
    form: Form,
    key: str,
    before: Mapping[str, object],
    asked: Mapping[str, object],
    facts: Facts,
    clock: Clock,
) -> Pressed | Need:
    """Presses the button `key` of the record `before`, which is as `submit` takes it; `asked` are the typed values of
    what the press asks for. What other records must tell comes back as a Need; press again with the answers."""
    button = form.fields[key]
    does = button.press()
    if does is None:
        raise LookupError(f"{form.key}.{key} is nothing to press")
    issues: list[Issue] = []
    missing: set[Question] = set()
    standing = State(form, dict(before), before, facts, clock, missing)
    condition = _condition(form, key)
    if condition is not None and standing.run(condition) is not True:
        issues.append(Issue(OUT_OF_PLACE, "", {"field": texts(button.label)}))
    state, changed = entered(form, before, asked, facts, clock, missing, issues)
    calculate(state, changed, [], asked)
    issues += _left_out(form, does, state)
    values = {**asked, **_set(form, key, does, state, issues)}
    step = step_of(form.expressions.get(f"{PRESSES}/{key}/address"))
    written = None if step is None else state.run(step)
    if missing:
        return Need(frozenset(missing))
    address = written.strip() if isinstance(written, str) else ""
    if step is not None and not OPENABLE.fullmatch(address):
        issues.append(Issue("button_address", "", {"field": texts(button.label)}))
    return Pressed(values, address or None, tuple(issues))


def _condition(form: Form, key: str) -> Step | None:
    computation = form.fields[key].computation()
    setting = computation.setting if isinstance(computation, FormulaText) else ""
    return step_of(form.expressions.get(f"fields/{key}/{setting}"))


def _left_out(form: Form, does: Press, state: State) -> list[Issue]:
    """What the press needs and nobody filled in."""
    return [
        Issue("required", pointer(key), {"field": texts(form.fields[key].label)})
        for key, is_needed in does.asks
        if is_needed and state.values.get(key) is None
    ]


def _set(form: Form, key: str, does: Press, state: State, issues: list[Issue]) -> dict[str, object]:
    """The values of the fields that the press sets, each seen from the record as it was before any of them."""
    found: dict[str, object] = {}
    for target, _ in does.sets:
        meaning = SYSTEM_MEANINGS[target] if target in SYSTEM_MEANINGS else form.fields[target].meaning
        step = step_of(form.expressions.get(f"{PRESSES}/{key}/sets/{target}"))
        given = None if step is None else state.run(step)
        value = None if given is None else meaning.from_expression(given)
        settled = None
        if target == OWNER and value is None:
            issues.append(Issue("required", pointer(target), {"field": texts(SYSTEM_LABELS[target])}))
            continue
        if value is not None:
            settled = meaning.settle(value, state.values.get(target), state.clock, state.facts)
        problem = settled if isinstance(settled, Issue) or settled is None else meaning.check(settled)
        if problem is None:
            found[target] = value
        else:
            issues.append(problem.under(pointer(target)))
    return found
