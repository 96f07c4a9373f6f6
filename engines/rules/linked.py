"""Records to which something leads from the record at hand: the form that they are of, and conditions over them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from engines.expression.check import Checked, check
from engines.expression.scope import Entity, Scope
from engines.expression.types import BOOLEAN, LINK, element_of
from engines.form.conditions import RECORD, SELECTS
from engines.form.structure import is_of_form
from engines.form.wording import given
from engines.issues import Issue
from engines.rules.action import NamedSource

NO_CONDITION: Final = "TRUE"


def linked_entity(scope: Scope, source: str) -> Entity | None:
    """What the form is like to whose records a link, several links, or the other end of a link leads; None where it
    leads to no record that stands for itself."""
    kind = scope.entity.fields.get(source)
    target = None if kind is None or element_of(kind).name != LINK.name else element_of(kind).target
    return scope.entities.get(target) if target is not None and is_of_form(target) else None


def check_linked(scope: Scope, source: str, condition: str) -> Checked | tuple[Issue, ...]:
    """A condition over the records to which a source leads, in which RECORD is the record at hand; the empty one holds
    for all of them. Raises LookupError where the source leads to none."""
    entity = linked_entity(scope, source)
    if entity is None:
        raise LookupError(f"{scope.entity.key}.{source} leads to no records")
    there = replace(scope, entity=entity, roots={RECORD: scope.entity.fields})
    return check(condition.strip() or NO_CONDITION, there, expected=BOOLEAN, needs=SELECTS)


def source_problems(scope: Scope, named: NamedSource) -> Iterator[Issue]:
    """What is wrong with a source and its condition."""
    if linked_entity(scope, named.source) is None:
        yield Issue("flow_unknown_source", named.pointer, {"key": given(named.source)})
        return
    checked = check_linked(scope, named.source, named.condition)
    if not isinstance(checked, Checked):
        yield from (issue.under(named.place) for issue in checked)
