"""Versions of the sample forms, each a few changes away from it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from engines.form.schema import Schema
from tests.engines.form.sample import documents, sound

Change = Callable[[dict[str, Any]], None]


def field(document: dict[str, Any], key: str, form: str = "order") -> dict[str, Any]:
    """A field of a form, to be changed."""
    found: dict[str, Any] = next(item for item in document[form]["fields"] if item["key"] == key)
    return found


def without(document: dict[str, Any], key: str, form: str = "order") -> None:
    """Takes a field out of a form."""
    document[form]["fields"] = [item for item in document[form]["fields"] if item["key"] != key]


def version(*changes: Change) -> Schema:
    """The sample with some changes."""
    document = documents()
    for change in changes:
        change(document)
    return sound(*document.values())


def added(kind: str, key: str, **settings: Any) -> Change:
    """Gives the orders one more field."""
    item = {"kind": kind, "key": key, "label": {"zh-CN": key, "en": key}, **settings}
    return lambda document: document["order"]["fields"].append(item)


def retyped(key: str, kind: str, **settings: Any) -> Change:
    """Makes a field of the orders one of another kind."""

    def change(document: dict[str, Any]) -> None:
        item = field(document, key)
        label = item["label"]
        item.clear()
        item.update({"kind": kind, "key": key, "label": label, **settings})

    return change


VERSIONS: Final[Mapping[str, tuple[Change, ...]]] = {
    "as it is": (),
    "a field more": (
        added("text", "colour"),
        added("money", "insurance"),
        added("multi_choice", "extras", open=True, options=[]),
    ),
    "fields less": (
        lambda document: without(document, "remark"),
        lambda document: without(document, "freight"),
        lambda document: field(document, "total").update(formula="SUM(lines.amount)"),
    ),
    "another kind": (
        retyped("pieces", "text"),
        retyped("remark", "text"),
        retyped("subject", "long_text"),
        lambda document: document["order"].update(validations=[]),
    ),
    "no lines": (
        lambda document: without(document, "lines"),
        lambda document: without(document, "line_count"),
        lambda document: field(document, "total").update(formula="freight * 2"),
        lambda document: document["order"].update(gates=[]),
    ),
    "another order": (lambda document: document["order"].update(sort=[{"field": "pieces"}]),),
    "unique subjects": (lambda document: field(document, "subject").update(unique=True),),
    "a rollup more": (
        lambda document: document["customer"]["fields"].append(
            {
                "kind": "rollup",
                "key": "biggest",
                "label": {"zh-CN": "最大", "en": "Biggest"},
                "source": "orders",
                "field": "total",
                "aggregate": "maximum",
            }
        ),
    ),
}
