"""Takes in a record: completes, computes and checks it, and gives all its values or all its problems."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from engines.expression.clock import Clock
from engines.form.calculation import begun_row, calculate
from engines.form.facts import Facts, Need, Question
from engines.form.program import Behaviour, Passage, Settle
from engines.form.rows import Row
from engines.form.state import RowState, State, Worked
from engines.issues import Issue, pointer


@dataclass(frozen=True, slots=True)
class Submission:
    """What came of a save.

    `values` are those that differ from before (of a new record all), computed ones among them; a sub-table that
    differs stands there with all its rows in their order. `record` is the whole record afterwards, `title` what it is
    called. With errors among `issues` nothing of it may be kept."""

    values: Mapping[str, object]
    record: Mapping[str, object]
    title: str | None
    issues: tuple[Issue, ...]

    @property
    def changed(self) -> frozenset[str]:
        """The fields that differ from before."""
        return frozenset(self.values)


UNMET: Final = "gate_unmet"
"""A gate whose author left no message; whoever may read what it is about is told its condition."""


def begin(
    form: Worked, given: Mapping[str, object], facts: Facts, clock: Clock
) -> Mapping[str, object] | Need:
    """The values of a new record as it is first shown: those given, defaults, and what follows from them."""
    missing: set[Question] = set()
    state, _ = entered(form, None, given, facts, clock, missing, [])
    calculate(state, set(given), [], given)
    return Need(frozenset(missing)) if missing else _record(state)


def submit(
    form: Worked, before: Mapping[str, object] | None, given: Mapping[str, object], facts: Facts, clock: Clock
) -> Submission | Need:
    """Saves `given`, typed values by field key, over `before` (None: a new record).

    `before` has the record's `id`, its fields, the system columns that expressions read, and the rows of every
    sub-table that `given` names; other sub-tables may be left out. Numbers that the host gives stand in `given`.
    What other records must tell comes back as a Need; ask again with the answers among the facts."""
    issues: list[Issue] = []
    missing: set[Question] = set()
    state, changed = entered(form, before, given, facts, clock, missing, issues)
    title = calculate(state, changed, issues, given)
    _check_behaviour(state, given, issues)
    for rule in form.program.rules:
        if state.run(rule.step) is not True:
            issues += rule.issues
    for passage in form.program.passages:
        if _passes(passage, before, state.values):
            _check_passage(state, passage, issues)
    if missing:
        return Need(frozenset(missing))
    record = _record(state)
    values = record if before is None else {key: record.get(key) for key in record if key in changed}
    return Submission(values, record, title if isinstance(title, str) else None, tuple(issues))


def _record(state: State) -> dict[str, object]:
    """All values with the rows as they are now."""
    rows = {key: tuple(row.values for row in states) or None for key, states in state.row_states.items()}
    return {**state.values, **rows}


def entered(
    form: Worked,
    before: Mapping[str, object] | None,
    given: Mapping[str, object],
    facts: Facts,
    clock: Clock,
    missing: set[Question],
    issues: list[Issue],
) -> tuple[State, set[str]]:
    """The record with the given values in place, and the fields that changed by it."""
    program = form.program
    values: dict[str, object] = dict(before) if before is not None else {}
    changed: set[str] = set()
    for key, value in given.items():
        old = values.get(key)
        settle = program.record.settle.get(key)
        if key in program.rows:
            value = _entered_rows(form, key, old, value, facts, clock, issues)
        elif settle is not None and value is not None:
            value = settle(value, old, clock, facts)
            if isinstance(value, Issue):
                issues.append(value.under(pointer(key)))
                continue
        if before is None or value != old:
            changed.add(key)
        values[key] = value
    return State(form, values, before, facts, clock, missing), changed


def _entered_rows(
    form: Worked, key: str, old: object, given: object, facts: Facts, clock: Clock, issues: list[Issue]
) -> tuple[Row, ...] | None:
    """The rows that replace the old ones: what a kept row leaves out stays as it was."""
    known = {row["id"]: row for row in old} if isinstance(old, (list, tuple)) else {}
    settle = form.program.rows[key].settle
    rows: list[Row] = []
    for index, row in enumerate(given if isinstance(given, (list, tuple)) else ()):
        identity = row.get("id")
        before = known.get(identity) if identity is not None else None
        if identity is not None and before is None:
            issues.append(Issue("row_unknown", pointer(key, index, "id")))
        settled = _settled(row, before or {}, settle, pointer(key, index), facts, clock, issues)
        rows.append({**(before or {}), **settled, "id": identity})
    return tuple(rows) or None


def _settled(
    row: Row,
    before: Row,
    settle: Mapping[str, Settle],
    place: str,
    facts: Facts,
    clock: Clock,
    issues: list[Issue],
) -> Row:
    if not settle:
        return row
    settled = dict(row)
    for key, complete in settle.items():
        value = row.get(key)
        if value is not None:
            found = complete(value, before.get(key), clock, facts)
            if isinstance(found, Issue):
                issues.append(found.under(f"{place}/{key}"))
                found = before.get(key)
            settled[key] = found
    return settled


def _check_behaviour(state: State, given: Mapping[str, object], issues: list[Issue]) -> None:
    """Required and read-only fields of the record and of its rows."""
    earlier = cache(lambda: _earlier(state))
    for behaviour in state.program.record.behaviours:
        key = behaviour.key
        step = behaviour.read_only_when
        is_held = (
            step is not None and key in given and state.run(step) is True and earlier().run(step) is True
        )
        if is_held and state.values.get(key) != earlier().values.get(key):
            issues.append(Issue("read_only", pointer(key), {"field": behaviour.label}))
        if behaviour.visible and not all(state.run(shown) is True for shown in behaviour.visible):
            continue
        rows = state.row_states.get(key)
        if behaviour.required or behaviour.required_when is not None or behaviour.least_rows:
            _check_filled(state, behaviour, (key,), issues, rows)
        if rows:
            _check_rows(state, key, rows, issues, earlier)


def _check_filled(
    state: State | RowState,
    behaviour: Behaviour,
    place: Sequence[str | int],
    issues: list[Issue],
    rows: Sequence[RowState] | None = None,
) -> None:
    """Whether a shown field has what it must have; rows that were not loaded did not change."""
    is_blank = not rows if rows is not None else state.values.get(behaviour.key) is None
    if rows is None and isinstance(state, State) and behaviour.key in state.program.rows:
        return
    if is_blank and (
        behaviour.required
        or (behaviour.required_when is not None and state.run(behaviour.required_when) is True)
    ):
        issues.append(Issue("required", pointer(*place), {"field": behaviour.label}))
    elif rows is not None and len(rows) < behaviour.least_rows:
        params = {"minimum": behaviour.least_rows, "count": len(rows)}
        issues.append(Issue("too_few_rows", pointer(*place), params))


def _check_rows(
    state: State, key: str, rows: Sequence[RowState], issues: list[Issue], earlier: Callable[[], State]
) -> None:
    behaviours = state.program.rows[key].behaviours
    old = cache(lambda: {row.values.get("id"): row for row in earlier().row_states.get(key, ())})
    begun = cache(lambda: begun_row(earlier(), key))
    for index, row in enumerate(rows if behaviours else ()):
        for behaviour in behaviours:
            place, step = (key, index, behaviour.key), behaviour.read_only_when
            if step is not None and row.run(step) is True:
                before = old().get(row.values.get("id")) or begun()
                if before.run(step) is True and _differs(row, before, behaviour.key):
                    issues.append(Issue("read_only", pointer(*place), {"field": behaviour.label}))
            if not behaviour.visible or all(row.run(shown) is True for shown in behaviour.visible):
                _check_filled(row, behaviour, place, issues)


def _differs(row: RowState, before: RowState, key: str) -> bool:
    return row.values.get(key) != before.values.get(key)


def _earlier(state: State) -> State:
    """The record before the save; a new one as it was begun."""
    values = dict(state.before) if state.before is not None else {}
    earlier = State(state.form, values, state.before, state.facts, state.clock, state.missing)
    if state.before is None:
        calculate(earlier, set(), [], {})
    return earlier


def _passes(passage: Passage, before: Mapping[str, object] | None, values: Mapping[str, object]) -> bool:
    """Whether the record goes through the gate now."""
    gate = passage.gate
    old = None if before is None else before.get(gate.field)
    new = values.get(gate.field)
    if old == new:
        return False
    return gate.option == (new if gate.on == "enter" else old)


def _check_passage(state: State, passage: Passage, issues: list[Issue]) -> None:
    for key, label in passage.required:
        if state.fetch((key,)) is None and (state.values.get(key) is None or key in state.row_states):
            issues.append(Issue("gate_required", pointer(key), {"field": label, "message": passage.message}))
    if passage.step is not None and state.run(passage.step) is not True:
        place = pointer(passage.gate.field)
        if any(passage.message.values()):
            issues.append(Issue("gate_condition", place, {"message": passage.message}))
        else:
            issues.append(Issue(UNMET, place, {"gate": passage.gate.key}))
