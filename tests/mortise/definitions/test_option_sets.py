"""Options that several fields share stand in one place, and every field that shares them has them."""

from typing import Any, Final

import orjson
import pytest

from engines.form.compiled import Form
from engines.form.field import Field
from engines.form.landscape import Target
from engines.form.meaning import NO_NAMES
from engines.issues import pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.check import Verdict, check_app
from mortise.definitions.reading import read_definition, write_document
from mortise.definitions.removal import Removal
from mortise.definitions.uses import Uses, rename
from mortise.packages.layout import Package, read_package, write_package

SIZES: Final[dict[str, Any]] = {
    "key": "sizes",
    "label": {"zh-CN": "规模", "en": "Sizes"},
    "options": [
        {"key": "small", "label": {"zh-CN": "小", "en": "Small"}, "colour": "green"},
        {"key": "large", "label": {"zh-CN": "大", "en": "Large"}},
    ],
}
LEVELS: Final = {
    "key": "levels",
    "label": {"zh-CN": "层级", "en": "Levels"},
    "options": [
        {"key": "fruit", "label": {"en": "Fruit"}, "options": [{"key": "pear", "label": {"en": "Pear"}}]}
    ],
}


def shop() -> Any:
    """A form of which every field has its options from the list, a column of its rows too."""

    def named(kind: str, key: str, shared: str = "sizes", **settings: object) -> dict[str, object]:
        return {"kind": kind, "key": key, "label": {"en": key}, "option_set": shared, **settings}

    lines = {"kind": "sub_table", "key": "lines", "label": {"en": "Lines"}}
    fields = [
        {"kind": "text", "key": "name", "label": {"en": "Name"}},
        named("choice", "size"),
        named("multi_choice", "sizes"),
        named("cascade", "level", "levels"),
        named("cascade", "flat"),
        {**lines, "fields": [named("choice", "size")]},
        {"kind": "formula", "key": "big", "label": {"en": "Big"}, "formula": 'size = "large"'},
    ]
    form = {"key": "item", "label": {"en": "Item"}, "title_field": "name", "fields": fields}
    view = {"key": "items", "kind": "grid", "form": "item", "label": {"en": "Items"}}
    large = {"field": "sizes", "operator": "includes_any", "value": ["large"]}
    return {
        "key": "shop",
        "format": 1,
        "label": {"en": "Shop"},
        "locales": ["en"],
        "option_sets": [SIZES, LEVELS],
        "forms": [form],
        "views": [{**view, "filter": {"all": [large]}}],
    }


def checked(document: Any) -> Verdict:
    definition = read_definition(orjson.loads(orjson.dumps(document)))
    assert isinstance(definition, AppDefinition), definition
    return check_app(definition)


def errors(document: Any) -> list[tuple[str, str]]:
    """Codes and places of what forbids publishing."""
    return [(issue.code, issue.pointer) for issue in checked(document).issues if issue.severity == "error"]


def compiled() -> Form:
    schema = checked(shop()).schema
    assert schema is not None
    return schema.forms["item"]


def field(key: str) -> Field:
    return compiled().fields[key]


def test_a_field_takes_the_options_of_the_list_that_it_shares() -> None:
    assert errors(shop()) == []
    assert field("size").parse("small") == "small"
    assert field("size").parse_text("大", NO_NAMES) == "large"
    assert field("sizes").parse(["large", "small"]) == ("large", "small")
    assert field("level").parse_text("Fruit / Pear", NO_NAMES) == "pear"
    assert field("flat").parse_text("Small", NO_NAMES) == "small"
    assert compiled().sub_tables["lines"].fields["size"].parse("large") == "large"
    assert list(field("size").option_labels() or {}) == ["small", "large"]


def test_what_is_written_names_the_list_and_repeats_no_option() -> None:
    document = shop()
    definition = read_definition(document)
    assert isinstance(definition, AppDefinition)

    written = write_document(definition)

    assert written["option_sets"] == document["option_sets"]
    assert written["forms"] == document["forms"]


def test_a_package_carries_each_list_as_a_file_of_its_own() -> None:
    definition = read_definition(shop())
    assert isinstance(definition, AppDefinition)

    files = write_package(definition)
    package = read_package(files)

    assert orjson.loads(files["options/sizes.json"]) == SIZES
    assert b"option_sets" in files["app.json"], "the lists keep their order"
    assert isinstance(package, Package)
    assert package.definition == definition


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"option_set": "size"}, "option_set_unknown", "option_set"),
        ({"option_set": "levels"}, "option_set_levels", "option_set"),
        ({"options": SIZES["options"]}, "options_twice", "options"),
    ],
)
def test_a_field_that_cannot_take_its_options_so_is_told_why(
    change: dict[str, object], code: str, place: str
) -> None:
    document = shop()
    document["forms"][0]["fields"][1] |= change
    del document["forms"][0]["fields"][-1]

    assert (code, f"/forms/0/fields/1/{place}") in errors(document)


def test_a_list_is_checked_where_it_stands() -> None:
    document = shop()
    document["option_sets"] = [
        {**SIZES, "options": [*SIZES["options"], SIZES["options"][0]]},
        {**LEVELS, "options": []},
        SIZES,
    ]

    assert {
        ("key_twice", "/option_sets/0/options/2/key"),
        ("no_options", "/option_sets/1/options"),
        ("key_twice", "/option_sets/2/key"),
    } <= set(errors(document))


def test_a_column_of_rows_that_names_no_list_is_told_where_it_stands() -> None:
    document = shop()
    document["forms"][0]["fields"][5]["fields"][0]["option_set"] = "nothing"

    assert errors(document) == [("option_set_unknown", "/forms/0/fields/5/fields/0/option_set")]


def test_every_field_that_shares_a_list_is_a_use_of_it() -> None:
    uses = Uses(shop()).of(Target("option_set", "sizes"))

    assert [pointer(*use.path) for use in uses] == [
        f"/forms/0/fields/{at}/option_set" for at in ("1", "2", "4", "5/fields/0")
    ]


def test_an_option_is_used_wherever_a_field_that_shares_it_is_compared_with_it() -> None:
    uses = Uses(shop()).of(Target("shared_option", "sizes", "", "large"))

    assert {pointer(*use.path) for use in uses} == {"/forms/0/fields/6/formula", "/views/0/filter/all/0"}


def test_another_key_of_an_option_is_borne_by_every_formula_and_filter() -> None:
    keys = {Target("shared_option", "sizes", "", "large"): "big", Target("option_set", "sizes"): "scale"}

    renamed = rename(shop(), keys)

    assert errors(renamed) == []
    assert renamed["forms"][0]["fields"][6]["formula"] == 'size = "big"'
    assert renamed["views"][0]["filter"]["all"][0]["value"] == ["big"]
    assert renamed["forms"][0]["fields"][1]["option_set"] == "scale"


def test_an_option_goes_with_all_that_names_it() -> None:
    removal = Removal(shop(), (Target("shared_option", "sizes", "", "large"),))

    assert {(pointer(*each.use.path), each.effect) for each in removal.consequences} == {
        ("/forms/0/fields/6/formula", "falls"),
        ("/views/0/filter/all/0", "emptied"),
    }
    assert errors(removal.outcome) == []


def test_a_list_that_goes_leaves_its_options_to_the_fields_that_shared_it() -> None:
    removal = Removal(shop(), (Target("option_set", "sizes"),))

    left = removal.outcome

    assert {each.effect for each in removal.consequences} == {"keeps_own"}
    assert errors(left) == []
    assert [each["key"] for each in left["option_sets"]] == ["levels"]
    assert left["forms"][0]["fields"][1]["options"] == SIZES["options"]
    assert "option_set" not in left["forms"][0]["fields"][5]["fields"][0]
    assert left["forms"][0]["fields"][6]["formula"] == 'size = "large"'
