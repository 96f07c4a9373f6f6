"""Every use of a field, an option or a form is found: nothing dangles after a renaming, nothing that the check misses
after a removal was unknown, and whatever is taken out with its uses leaves a sound application."""

import random
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import orjson
import pytest

from engines.form.landscape import Target
from engines.form.mentions import SHOWN
from engines.form.sites import FILTER, NAMING
from engines.issues import pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.check import check_app
from mortise.definitions.reading import read_definition, write_document
from mortise.definitions.removal import Removal
from mortise.definitions.uses import Uses, app_sites, rename, with_member
from tests.mortise.definitions.test_check import APPS, application

KEYED = {"form", "field", "option", "option_set", "shared_option", "inverse", "menu_entry", "parameter"}
STRIDE = {"apps_catalog/crm": 41, "tests/apps/kinds": 11, "tests/apps/superstore": 12}
"""Of a large application every so manieth thing is tried one by one; all together they are tried anyway."""

ASKED_ANEW = {"flow_nobody_asked", "flow_no_expression", "flow_action_empty", "flow_no_actions"}
"""What a flow asks its author when what it named is gone."""


@cache
def document(folder: str) -> Any:
    """One of the applications in the source, as it is written."""
    return orjson.loads(orjson.dumps(write_document(application(folder))))


def errors(written: Any) -> set[tuple[str, str]]:
    """What the check forbids, by code and place."""
    definition = read_definition(written)
    found = check_app(definition).issues if isinstance(definition, AppDefinition) else definition
    return {(issue.code, issue.pointer) for issue in found if issue.severity == "error"}


def targets(folder: str, stride: int = 1) -> Iterator[Target]:
    """What an application gives a key, and others may name."""
    found = [target for target in Uses(document(folder)).places if target.thing in KEYED]
    return iter(found[::stride])


def visits() -> Any:
    """The small application, to be changed."""
    return orjson.loads(orjson.dumps(document("tests/apps/visits")))


@pytest.mark.parametrize("folder", APPS)
def test_whatever_is_renamed_is_named_so_everywhere(folder: str) -> None:
    keys = {target: f"{target.key}_x"[:40] for target in targets(folder)}

    assert errors(rename(document(folder), keys)) == set()


@pytest.mark.parametrize("folder", APPS)
def test_what_the_check_misses_was_known_as_a_use(folder: str) -> None:
    for target in targets(folder, STRIDE.get(folder, 1)):
        removal = Removal(document(folder), (target,))
        place = removal.uses.places[target]
        known = {pointer(*each.use.path) for each in removal.consequences}
        known |= {pointer(*each.falls) for each in removal.consequences} | {pointer(*place)}

        missed = errors(with_member(document(folder), (*place, "key"), "quite_another"))

        assert {where for _, where in missed if not is_about(where, known)} == set(), target


def is_about(where: str, known: set[str]) -> bool:
    """Whether a place is one of those known, or a part of one, or what has one."""
    return any(f"{where}/".startswith(f"{each}/") or each.startswith(f"{where}/") for each in known)


@pytest.mark.parametrize("folder", APPS)
def test_what_is_taken_out_with_its_uses_leaves_a_sound_application(folder: str) -> None:
    for target in targets(folder, STRIDE.get(folder, 1)):
        removal = Removal(document(folder), (target,))

        if removal.is_whole:
            left = Uses(removal.outcome)
            left_over = {code for code, _ in errors(removal.outcome)}
            assert left_over <= {"form_without_fields", *ASKED_ANEW}, target
            assert target not in left.places
            assert not any(use.target == target for use in left.all)


def test_every_key_in_the_schema_is_given_there_or_says_what_it_names() -> None:
    silent = {place for place, schema in members(app_sites().schema) if is_key(schema) and not says(schema)}

    assert {place for place in silent if not place.endswith(".key")} == set()


def is_key(schema: Mapping[str, Any]) -> bool:
    """Whether a schema, or what it lists, is a key."""
    options = [schema, *schema.get("anyOf", ())]
    options += [option["items"] for option in options if isinstance(option.get("items"), Mapping)]
    return any(option.get("pattern") == "^[a-z][a-z0-9_]*$" for option in options)


def says(schema: Mapping[str, Any]) -> bool:
    """Whether a schema, or what it lists, says what it names."""
    options = [schema, *schema.get("anyOf", ())]
    options += [option["items"] for option in options if isinstance(option.get("items"), Mapping)]
    return any(option.get(SHOWN) in NAMING | {FILTER, "app", "approver_group"} for option in options)


def members(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every member of every object of a schema."""
    for name, definition in {"": schema, **schema["$defs"]}.items():
        for member, own in definition.get("properties", {}).items():
            yield f"{name}.{member}", own


def test_a_field_is_found_in_views_formulas_conditions_roles_and_layouts() -> None:
    uses = Uses(visits()).of(Target("field", "visit", "stage"))

    assert {pointer(*use.path) for use in uses} == {
        "/forms/0/stage_field",
        "/forms/0/layout/sections/0/cells/2/field",
        "/forms/0/layout/sections/1/visible_when",
        "/forms/0/validations/0/condition",
        "/forms/0/gates/0/field",
        "/views/0/filter/all/0",
        "/views/0/columns/2/field",
        "/pages/0/tabs/0/columns/0/blocks/0/fields/0",
        "/pages/0/tabs/0/columns/0/blocks/0/filter/all/0",
        "/roles/1/grants/0/scopes/view/0/condition",
    }


def test_a_removal_tells_what_becomes_of_each_place() -> None:
    removal = Removal(visits(), (Target("field", "visit", "lines.price"),))

    told = [(pointer(*each.use.path), each.effect, each.light) for each in removal.consequences]
    assert ("/roles/0/grants/0/fields", "taken_out", True) in told
    assert ("/forms/0/fields/8/fields/3/formula", "falls", False) in told
    assert any(each.because == Target("field", "visit", "lines.amount") for each in removal.consequences)


def test_another_field_takes_the_place_of_one_that_goes() -> None:
    removal = Removal(
        visits(), (Target("field", "visit", "lines.price"),), Target("field", "visit", "lines.quantity")
    )

    formula = removal.outcome["forms"][0]["fields"][8]["fields"][2]["formula"]
    assert formula == "quantity * quantity"
    assert errors(removal.outcome) == set()


def test_an_unfinished_application_is_read_as_far_as_it_goes() -> None:
    written = visits()
    written["forms"][0]["fields"][0]["label"] = 7
    written["forms"].append("not a form")

    assert len(Uses(written).all) >= len(Uses(visits()).all) - 1


JUNK: tuple[Any, ...] = (None, 7, "", "nothing", [], {}, [None], {"key": "x"}, {"key": 3}, "a.b.c", "((")


def spoilt(node: Any, chance: random.Random) -> Any:
    """A document of which some parts are something else than they should be."""
    if chance.random() < 0.02:
        return chance.choice(JUNK)
    if isinstance(node, dict):
        return {name: spoilt(value, chance) for name, value in node.items()}
    if isinstance(node, list):
        return [spoilt(value, chance) for value in node]
    return node


def test_whatever_stands_in_a_draft_its_uses_are_told_and_its_parts_taken_out() -> None:
    for seed in range(60):
        chance = random.Random(seed)
        written = spoilt(visits(), chance)
        if not isinstance(written, dict):
            continue
        uses = Uses(written)
        assert all(use.path[: len(use.cut)] == use.cut for use in uses.all)
        target = chance.choice([*uses.places, None])
        if target is not None:
            assert isinstance(Removal(written, (target,)).outcome, dict)
