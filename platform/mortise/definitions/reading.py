"""A document becomes a definition, or the list of everything that is wrong with its shape."""

import difflib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeVar

import orjson
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engines.definition import Definition, Locale
from engines.issues import Issue, Parameter, pointer
from mortise.definitions.app import AppDefinition
from mortise.definitions.upgrades import upgraded

D = TypeVar("D", bound=BaseModel)
Document = Mapping[str, object]
"""An application as JSON gives it, of a shape that may still be wrong."""

Words = Mapping[Locale, str]

ALWAYS_WRITTEN: Final = frozenset({"kind", "format"})
"""Settings that say how the rest is read, and stand in the document even with their usual value."""

EXPECTED: Final[Mapping[str, Words]] = {
    "string_type": {"zh-CN": "文字", "en": "text"},
    "int_type": {"zh-CN": "整数", "en": "a whole number"},
    "int_from_float": {"zh-CN": "整数", "en": "a whole number"},
    "float_type": {"zh-CN": "数字", "en": "a number"},
    "decimal_type": {"zh-CN": "数字", "en": "a number"},
    "decimal_parsing": {"zh-CN": "数字", "en": "a number"},
    "bool_type": {"zh-CN": "是或否", "en": "true or false"},
    "tuple_type": {"zh-CN": "列表", "en": "a list"},
    "list_type": {"zh-CN": "列表", "en": "a list"},
    "set_type": {"zh-CN": "列表", "en": "a list"},
    "frozen_set_type": {"zh-CN": "列表", "en": "a list"},
    "dict_type": {"zh-CN": "对象", "en": "an object"},
    "mapping_type": {"zh-CN": "对象", "en": "an object"},
    "model_type": {"zh-CN": "对象", "en": "an object"},
    "model_attributes_type": {"zh-CN": "对象", "en": "an object"},
    "none_required": {"zh-CN": "空", "en": "null"},
    "date_from_datetime_parsing": {"zh-CN": "日期", "en": "a date"},
    "date_type": {"zh-CN": "日期", "en": "a date"},
}
"""What pydantic's complaint about a type asks for, in words."""

LIMITS: Final[Mapping[str, str]] = {
    "greater_than": "gt",
    "greater_than_equal": "ge",
    "less_than": "lt",
    "less_than_equal": "le",
}


def read_definition(document: object) -> AppDefinition | tuple[Issue, ...]:
    """The application that `document` (parsed JSON) describes, or every way in which its shape is wrong. Documents of
    earlier formats are read as what they meant."""
    present = upgraded(document)
    return (present,) if isinstance(present, Issue) else read_as(AppDefinition, present)


def read_as(model: type[D], document: object) -> D | tuple[Issue, ...]:
    """`document` as `model`, or the issues. Nothing is coerced: what the published schema refuses is refused."""
    try:
        return model.model_validate_json(orjson.dumps(document), strict=True, by_alias=True, by_name=False)
    except (TypeError, ValueError) as error:
        if isinstance(error, ValidationError):
            return translate(error, document)
        return (Issue("document_unreadable"),)


def write_document(definition: Definition) -> dict[str, object]:
    """The definition as JSON, without the settings that have their usual value."""
    document: dict[str, object] = {}
    for name, info in type(definition).model_fields.items():
        value = getattr(definition, name)
        if info.is_required() or name in ALWAYS_WRITTEN or value != info.get_default():
            document[info.alias or name] = write_value(value)
    return document


def write_value(value: object) -> object:
    """A setting as JSON gives it."""
    if isinstance(value, Definition):
        return write_document(value)
    if isinstance(value, tuple):
        return [write_value(member) for member in value]
    if isinstance(value, Mapping):
        return {name: write_value(member) for name, member in value.items()}
    return str(value) if isinstance(value, Decimal) else value


def translate(error: ValidationError, document: object) -> tuple[Issue, ...]:
    """pydantic's complaints as issues, one for each place and code, in the order of the document."""
    found: dict[tuple[str, str], Issue] = {}
    for detail in error.errors(include_url=False):
        issue = translate_detail(detail, document)
        place = (issue.pointer, issue.code)
        found[place] = merge(found[place], issue) if place in found else issue
    return tuple(found.values())


def translate_detail(detail: ErrorDetails, document: object) -> Issue:
    """One complaint of pydantic as an issue."""
    kind, context = detail["type"], detail.get("ctx", {})
    where = locate(detail["loc"], document, is_missing=kind in {"missing", "union_tag_not_found"})
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    if kind == "missing":
        return Issue("setting_missing", where, {"name": name})
    if kind == "union_tag_not_found":
        return Issue("setting_missing", where + "/kind", {"name": "kind"})
    if kind == "extra_forbidden":
        return Issue("setting_unknown", where, {"name": name})
    if kind == "union_tag_invalid":
        return choice_issue(where + "/kind", str(context["tag"]), str(context["expected_tags"]))
    if kind in {"literal_error", "enum"}:
        return choice_issue(where, str(detail["input"]), str(context["expected"]))
    if kind in EXPECTED:
        return Issue("setting_type", where, {"expected": EXPECTED[kind]})
    if kind == "string_pattern_mismatch":
        return Issue("setting_pattern", where, {"pattern": str(context["pattern"])})
    if kind in {"string_too_long", "too_long"}:
        return Issue("setting_too_long", where, {"maximum": int(context["max_length"])})
    if kind in {"string_too_short", "too_short"}:
        if not detail["input"]:
            return Issue("setting_blank", where)
        return Issue("setting_too_short", where, {"minimum": int(context["min_length"])})
    if kind in LIMITS:
        return Issue("setting_out_of_range", where, {"limit": str(context[LIMITS[kind]])})
    return Issue("setting_wrong", where)


def choice_issue(where: str, given: str, expected: str) -> Issue:
    """A word that is none of the known ones, with the nearest of them."""
    known = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
    near = difflib.get_close_matches(given, known, n=1)
    if near:
        return Issue("setting_choice_near", where, {"given": given[:100], "near": near[0]})
    return Issue("setting_choice", where, {"given": given[:100], "expected": ", ".join(known)})


def locate(location: Sequence[str | int], document: object, *, is_missing: bool) -> str:
    """The pointer of a complaint: segments that name a member of a union and stand in no document are left out."""
    node, segments = document, list[str | int]()
    for position, segment in enumerate(location):
        if isinstance(node, Mapping) and segment in node:
            node = node[str(segment)]
        elif isinstance(node, list) and isinstance(segment, int) and segment < len(node):
            node = node[segment]
        elif not (is_missing and position == len(location) - 1):
            continue
        segments.append(segment)
    return pointer(*segments)


def merge(first: Issue, second: Issue) -> Issue:
    """Two complaints about one place as one, which names both expected types."""
    one, other = first.params.get("expected"), second.params.get("expected")
    if not isinstance(one, Mapping) or not isinstance(other, Mapping) or one == other:
        return first
    both: dict[str, Parameter | Words] = {
        "expected": {"zh-CN": f"{one['zh-CN']}或{other['zh-CN']}", "en": f"{one['en']} or {other['en']}"}
    }
    return Issue(first.code, first.pointer, both)
