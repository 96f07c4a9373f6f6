"""What a person writes into a filter reaches PostgreSQL as a value, never as text of the statement."""

from collections.abc import Mapping
from typing import Any, Final

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.expression import sql_executor
from engines.expression.check import Checked, check
from engines.expression.sql_executor import compile_condition
from engines.form.filters import Filter, compile_filter
from engines.form.schema import FILTER
from mortise.db.statements import prepare
from tests.engines.form.sample import CLOCK, ME, PARAMETERS, sample

SCHEMA: Final = sample()
ORDER: Final = SCHEMA.forms["order"]
MARK: Final = "9182736455"
"""Stands in every value; no statement of ours holds it."""

VALUES: Final = st.one_of(
    st.sampled_from(
        [
            f"{MARK}'; DROP TABLE x; --",
            f'{MARK}"',
            f"{MARK}\\",
            f"$${MARK}$$",
            f"%({MARK})s :{MARK} ${MARK}",
            f"' OR {MARK}={MARK} /*",
            int(MARK),
            float(MARK),
            MARK,
            {"amount": MARK, "currency": "CNY"},
        ]
    ),
    st.text(max_size=12).map(lambda text: f"{text}{MARK}{text}"),
)
NAMES: Final = st.one_of(
    st.sampled_from([*ORDER.fields, "customer.name", "lines.quantity", "id", "owner", "created_at"]),
    VALUES.filter(lambda value: isinstance(value, str)),
)
OPERATORS: Final = st.one_of(
    st.sampled_from(sorted({name for field in ORDER.fields.values() for name in field.operators()})),
    VALUES,
)
COMPARISONS: Final = st.fixed_dictionaries(
    {"field": NAMES, "operator": OPERATORS, "value": st.one_of(VALUES, st.lists(VALUES, max_size=3))}
)
TREES: Final = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=5,
)


def statement(found: Filter) -> tuple[str, list[object]]:
    """The SQL of a filter, and what is bound to it."""
    scope = SCHEMA.scope(ORDER.key, {FILTER: found.types, "ME": ME, "PARAM": PARAMETERS})
    checked = check(found.text, scope, needs=frozenset({"sql"}))
    assert isinstance(checked, Checked), checked
    condition = compile_condition(checked, SCHEMA.resolver(ORDER, ORDER.table))
    prepared = prepare(sa.select(ORDER.table.c.id).where(condition))
    values: Mapping[str, object] = {f"filter_{slot}": value for slot, value in found.operands.items()}
    known = {"now": CLOCK.now, "today": CLOCK.today, "time_zone": CLOCK.time_zone.key}
    return prepared.text, list(
        prepared.arguments(
            {**known, "days_off": [], "days_on": [], "week_start": 0, "fiscal_start": 1, **values}
        )
    )


@settings(max_examples=100, deadline=None)
@given(tree=TREES)
def test_any_filter_is_refused_or_its_values_are_bound(tree: Any) -> None:
    found, issues = compile_filter(SCHEMA, ORDER, tree, lambda path: True, CLOCK)

    assert (found is None) == bool(issues)
    if found is not None:
        text, _ = statement(found)
        assert MARK not in text


@settings(max_examples=15, deadline=None)
@given(value=VALUES)
def test_every_operator_of_every_field_binds_what_it_compares_with(value: Any) -> None:
    for key, field in ORDER.fields.items():
        for name in field.operators():
            for compared in (value, [value]):
                tree = {"field": key, "operator": name, "value": compared}
                found, _ = compile_filter(SCHEMA, ORDER, tree, lambda path: True, CLOCK)
                if found is not None:
                    text, _ = statement(found)
                    assert MARK not in text


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=12))
def test_a_text_in_a_written_filter_is_bound(text: str) -> None:
    written = f"{text}{MARK}".replace('"', '""').replace("\0", "")
    found, issues = compile_filter(SCHEMA, ORDER, f'subject = "{written}"', lambda path: True, CLOCK)

    assert (found is None) == bool(issues)
    if found is not None:
        statement_text, bound = statement(found)
        assert MARK not in statement_text
        assert MARK in repr(bound)


def test_a_value_that_were_written_out_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = compile_filter(SCHEMA, ORDER, f'subject = "{MARK}"', lambda path: True, CLOCK)
    assert found is not None
    assert MARK not in statement(found)[0]

    monkeypatch.setattr(sql_executor, "literal", lambda value, kind: sa.literal_column(f"'{value}'", kind))

    assert MARK in statement(found)[0]
