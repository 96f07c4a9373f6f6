"""Computes what a record computes from itself: defaults of a new one, formulas, rollups over its rows, its title."""

from collections.abc import Mapping, Sequence

from engines.form.aggregates import aggregate
from engines.form.computation import RollupOf
from engines.form.program import Calculation
from engines.form.state import RowState, State
from engines.issues import Issue, pointer


def calculate(state: State, changed: set[str], issues: list[Issue], given: Mapping[str, object]) -> object:
    """Brings all computed values up to date and enters what they change into `changed`; gives the title.

    `given` are the values that people gave, which no default replaces."""
    is_new = state.before is None
    title = state.values.get("title")
    for calculation in state.program.calculations:
        if calculation.rows is not None:
            _calculate_rows(state, calculation, changed, issues)
        elif calculation.kind == "total":
            _roll_up(state, calculation, changed)
        elif calculation.kind == "default":
            if is_new and calculation.key not in given:
                _default(state, calculation, changed, issues, (calculation.key,))
        elif calculation.step is not None and (
            is_new
            or (calculation.kind == "title" and "title" not in state.values)
            or not calculation.stored
            or not calculation.step.inputs.isdisjoint(changed)
        ):
            found = state.run(calculation.step)
            if calculation.kind == "title":
                title = found
                state.flat["title"] = found
            else:
                _enter(state, calculation, found, changed)
    return title


def _enter(state: State | RowState, calculation: Calculation, found: object, changed: set[str]) -> bool:
    """Keeps a computed value, and tells whether it is another than before."""
    meaning = calculation.meaning
    if meaning is None:
        raise LookupError(calculation.key)
    value = None if found is None else meaning.from_expression(found)
    is_known = calculation.key in state.values or (isinstance(state, State) and state.before is not None)
    if is_known and state.values.get(calculation.key) == value:
        return False
    state.assign(calculation.key, value, value)
    if isinstance(state, State) and calculation.stored:
        changed.add(calculation.key)
    return True


def _default(
    state: State | RowState,
    calculation: Calculation,
    changed: set[str],
    issues: list[Issue],
    place: Sequence[str | int],
) -> bool:
    """Gives a field that was left out its default."""
    if calculation.step is None or calculation.meaning is None:
        return False
    found = state.run(calculation.step)
    meaning = calculation.meaning
    record = state if isinstance(state, State) else state.parent
    value = None if found is None else meaning.from_expression(found)
    if value is not None:
        settled = meaning.settle(value, None, record.clock, record.facts)
        problem = settled if isinstance(settled, Issue) else meaning.check(settled)
        if problem is not None:
            issues.append(problem.under(pointer(*place)))
            return False
        value = settled
    state.assign(calculation.key, value, None if value is None else meaning.to_expression(value))
    if isinstance(state, State):
        changed.add(calculation.key)
    return True


def _calculate_rows(state: State, calculation: Calculation, changed: set[str], issues: list[Issue]) -> None:
    key, step = calculation.rows, calculation.step
    if key is None or key not in state.row_states or step is None:
        return
    is_default = calculation.kind == "default"
    if state.before is not None and key not in changed:
        concerned = "parent" in step.inputs or not calculation.stored
        if is_default or not concerned:
            return
    another = False
    for index, row in enumerate(state.row_states[key]):
        if not is_default:
            another |= _enter(row, calculation, row.run(step), changed)
        elif row.values.get("id") is None and calculation.key not in row.values:
            another |= _default(row, calculation, changed, issues, (key, index, calculation.key))
    if another:
        state.forget(key)
        if calculation.stored:
            changed.add(key)


def begun_row(state: State, key: str) -> RowState:
    """A new row of the record before anything is entered into it."""
    row = RowState(state, state.program.rows[key], state.form.sub_tables[key].leads, {"id": None})
    for calculation in state.program.calculations:
        if calculation.rows == key and calculation.step is not None:
            if calculation.kind == "default":
                _default(row, calculation, set(), [], ())
            else:
                _enter(row, calculation, row.run(calculation.step), set())
    return row


def _roll_up(state: State, calculation: Calculation, changed: set[str]) -> None:
    rollup = calculation.rollup
    if rollup is None:
        return
    if rollup.source in state.row_states:
        if state.before is None or rollup.source in changed:
            _enter(state, calculation, _rolled_up(state, calculation, rollup), changed)
    elif (many := state.form.lists[rollup.source]).is_listed:
        if state.before is None or rollup.source in changed:
            _enter(state, calculation, _over_listed(state, calculation, rollup, many.entity), changed)
    elif state.before is None:
        # Nothing links to a record that is only being created.
        _enter(state, calculation, aggregate(rollup.aggregate, ()), changed)


def _over_listed(state: State, calculation: Calculation, rollup: RollupOf, entity: str) -> object:
    """The figure over the records that a field lists, as the host tells them."""
    ids = state.listed(rollup.source)
    step = calculation.step
    if step is not None:
        paths = [*((key,) for key in step.inputs), *(path for _, path in step.loads)]
        asked = [{".".join(path): state.ask(entity, number, path) for path in paths} for number in ids]
        ids = tuple(
            number
            for number, flat in zip(ids, asked, strict=True)
            if step.evaluate(flat, state.clock) is True
        )
    if rollup.field is None:
        return aggregate(rollup.aggregate, ids)
    return aggregate(rollup.aggregate, (state.ask(entity, number, (rollup.field,)) for number in ids))


def _rolled_up(state: State, calculation: Calculation, rollup: RollupOf) -> object:
    rows = state.row_states[rollup.source]
    if calculation.step is not None:
        step = calculation.step
        rows = [row for row in rows if row.run(step) is True]
    if rollup.field is None:
        return aggregate(rollup.aggregate, (True for _ in rows))
    field = rollup.field
    return aggregate(rollup.aggregate, (row.flat.get(field) for row in rows))
