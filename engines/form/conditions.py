"""Checks every expression of a form that is not a computed value: conditions, defaults, validations, gates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engines.expression.check import Checked, check
from engines.expression.function import Executor
from engines.expression.types import BOOLEAN, TEXT, Type
from engines.form.computation import FormulaText
from engines.form.field import Field
from engines.form.form import FormDefinition, Validation
from engines.form.leniency import leniently, refuses_only_blanks
from engines.form.naming import called_field
from engines.form.page import RecordPage
from engines.form.resolution import LIVE, Resolution
from engines.form.structure import Node
from engines.issues import Issue, pointer

SELECTS: Final[frozenset[Executor]] = frozenset({"sql"})
ON_SAVE: Final[frozenset[Executor]] = frozenset({"python"})

PRESSES: Final = "presses"
"""Under this name stands what is computed when a field is pressed."""
RECORD: Final = "RECORD"
"""The root by which a link's filter, or that of a list of records, reads the record that has the field."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: its name among a form's expressions, its pointer, and what it may name."""

    name: str
    pointer: str
    table: str
    text: str
    expected: Type
    needs: frozenset[Executor] = LIVE
    old: bool = False
    roots: Mapping[str, Mapping[str, Type]] = field(default_factory=dict)
    validation: Validation | None = None


def check_conditions(
    found: Resolution, form: FormDefinition, node: Node, pages: Sequence[tuple[str, RecordPage]] = ()
) -> tuple[dict[str, Checked], list[Issue]]:
    """The expressions by their name in the form, and everything that is wrong with the others; `pages` are those of the
    form with their pointers."""
    checked: dict[str, Checked] = {}
    issues: list[Issue] = []
    for place in (*_places(found, form, node), *_page_places(node, pages)):
        if not place.text or found.is_spoilt(place.table, place.text):
            continue
        scope = found.scope(place.table, old=place.old, roots=place.roots)
        result = check(place.text, scope, expected=place.expected, needs=place.needs)
        if isinstance(result, Checked):
            is_lenient = place.validation is not None and place.validation.blank_passes
            checked[place.name] = leniently(result) if is_lenient else result
            issues += _forgotten_blanks(found, place, result)
        else:
            issues += (issue.under(place.pointer) for issue in result)
    return checked, issues


def _forgotten_blanks(found: Resolution, place: Place, result: Checked) -> Iterator[Issue]:
    """That a validation refuses what is left blank, where nothing else says that it must be filled."""
    if place.validation is None or place.validation.blank_passes or not refuses_only_blanks(result):
        return
    fields = found.fields[place.table]
    own = sorted({path[0] for path in result.reads if path[0] in fields})
    asked = [key for key in own if not (fields[key].required or fields[key].computed)]
    if asked:
        called = {"field": called_field(fields, asked[0])}
        yield Issue("validation_refuses_blank", place.pointer, called, "warning")


def _places(found: Resolution, form: FormDefinition, node: Node) -> Iterator[Place]:
    yield from _field_places(found, node, "fields")
    for key, many in node.lists.items():
        if many.is_rows:
            yield from _field_places(found, found.structure.nodes[many.entity], f"fields/{key}/fields")
    for index, section in enumerate(form.layout.sections):
        where = node.place + pointer("layout", "sections", index, "visible_when")
        yield Place(f"sections/{section.key}", where, node.key, section.visible_when, BOOLEAN)
    for index, validation in enumerate(form.validations):
        where = node.place + pointer("validations", index, "condition")
        name = f"validations/{validation.key}"
        yield Place(
            name, where, node.key, validation.condition, BOOLEAN, ON_SAVE, old=True, validation=validation
        )
    for index, gate in enumerate(form.gates):
        where = node.place + pointer("gates", index, "condition")
        yield Place(f"gates/{gate.key}", where, node.key, gate.condition, BOOLEAN, ON_SAVE, old=True)


def _page_places(node: Node, pages: Sequence[tuple[str, RecordPage]]) -> Iterator[Place]:
    for where, page in pages:
        for key, place, text in page.conditions():
            yield Place(f"pages/{page.key}/{key}", where + place, node.key, text, BOOLEAN)


def _field_places(found: Resolution, node: Node, name: str) -> Iterator[Place]:
    for key in node.fields:
        item = found.fields[node.key][key]
        where = node.pointers[key]
        own = f"{name}/{key}"
        computation = item.computation()
        computing = computation.setting if isinstance(computation, FormulaText) else None
        for setting in ("visible_when", "required_when", "read_only_when"):
            if setting == computing:
                continue
            yield Place(f"{own}/{setting}", f"{where}/{setting}", node.key, getattr(item, setting), BOOLEAN)
        if item.default and not item.computed and item.row_fields() is None:
            yield Place(f"{own}/default", f"{where}/default", node.key, item.default, item.value_type())
        yield from _filter(found, node, item, own, where)
        yield from _pressed(found, node, item, where)


def _pressed(found: Resolution, node: Node, item: Field, where: str) -> Iterator[Place]:
    """What pressing a field computes; whoever presses it is ME."""
    press = item.press()
    if press is None:
        return
    types = found.types[node.key]
    for position, (key, text) in enumerate(press.sets):
        if key in types:
            place = f"{where}/sets/{position}/value"
            yield Place(f"{PRESSES}/{item.key}/sets/{key}", place, node.key, text, types[key], ON_SAVE)
    yield Place(f"{PRESSES}/{item.key}/address", f"{where}/address", node.key, press.address, TEXT, ON_SAVE)


def _filter(found: Resolution, node: Node, item: Field, own: str, where: str) -> Iterator[Place]:
    """Which records of another form can be chosen, or are listed."""
    end = item.link() or item.query()
    if end is not None and end.filter and end.form in found.entities:
        roots = {RECORD: found.types[node.key]}
        yield Place(f"{own}/filter", f"{where}/filter", end.form, end.filter, BOOLEAN, SELECTS, roots=roots)
