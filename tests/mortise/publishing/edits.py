"""Random edits of a draft, as builders make them, of an application whose data are of many shapes."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

Document = dict[str, Any]
Edit = Callable[[random.Random, Document], object]

OPTIONS: Final = ("red", "green", "blue", "12", "2026-01-31")
KINDS: Final[Sequence[Mapping[str, Any]]] = (
    {"kind": "text"},
    {"kind": "long_text"},
    {"kind": "number", "decimals": 2},
    {"kind": "date"},
    {"kind": "datetime"},
    {"kind": "boolean"},
    {"kind": "choice", "options": "some"},
    {"kind": "multi_choice", "options": "some"},
    {"kind": "money"},
    {"kind": "formula", "formula": '"made " & title'},
)
KEYS: Final = ("code", "size", "when", "tint", "price", "remark", "spare")


def label(text: str) -> dict[str, str]:
    return {"zh-CN": text, "en": text}


def option(key: str) -> Document:
    return {"key": f"o_{key.replace('-', '_')}", "label": label(key)}


def settings(chance: random.Random) -> Document:
    """A kind with settings of its own."""
    found = dict(chance.choice(KINDS))
    if found.get("options") == "some":
        found["options"] = [option(key) for key in chance.sample(OPTIONS, chance.randint(1, len(OPTIONS)))]
    return found


def beginning() -> Document:
    """Two forms, one with rows, and fields whose texts are numbers, days and options here and there."""
    name = {"key": "name", "label": label("Name"), "kind": "text"}
    lines = {
        "key": "lines",
        "label": label("Lines"),
        "kind": "sub_table",
        "fields": [{"key": "part", "label": label("Part"), "kind": "text"}],
    }
    item: Document = {
        "key": "item",
        "label": label("Item"),
        "title_field": "name",
        "fields": [
            name,
            *({"key": key, "label": label(key), "kind": "text"} for key in KEYS[:4]),
            {"key": "price", "label": label("Price"), "kind": "number", "decimals": 2},
            lines,
        ],
        "layout": {"sections": [{"key": "one", "cells": [{"field": "name"}]}, {"key": "two", "cells": []}]},
    }
    extra = {**item, "key": "extra", "label": label("Extra"), "fields": [name, item["fields"][1]]}
    return {"key": "visits", "format": 1, "label": label("Stock"), "forms": [item, extra]}


def form_of(chance: random.Random, document: Document) -> Document:
    form: Document = chance.choice(document["forms"])
    return form


def changeable(form: Document) -> list[Document]:
    return [field for field in form["fields"] if field["key"] not in {"name", "lines"}]


def some_field(chance: random.Random, document: Document) -> Document | None:
    fields = changeable(form_of(chance, document))
    return chance.choice(fields) if fields else None


def holder(chance: random.Random, document: Document) -> Document:
    """A form, or the sub-table of one."""
    form = form_of(chance, document)
    rows = next((field for field in form["fields"] if field["key"] == "lines"), None)
    return rows if rows is not None and chance.random() < 0.3 else form


def add(chance: random.Random, document: Document) -> None:
    found = holder(chance, document)
    key = chance.choice(KEYS)
    if all(field["key"] != key for field in found["fields"]):
        made = settings(chance)
        is_formula_in_rows = made["kind"] == "formula" and found["key"] == "lines"
        found["fields"].append(
            {"key": key, "label": label(key), **({"kind": "text"} if is_formula_in_rows else made)}
        )


def remove(chance: random.Random, document: Document) -> None:
    form = form_of(chance, document)
    gone = chance.choice([field["key"] for field in form["fields"] if field["key"] != "name"] or ["none"])
    form["fields"] = [field for field in form["fields"] if field["key"] != gone]
    for section in form["layout"]["sections"]:
        section["cells"] = [cell for cell in section.get("cells", []) if cell["field"] != gone]


def remove_form(_chance: random.Random, document: Document) -> None:
    document["forms"] = [form for form in document["forms"] if form["key"] != "extra"]


def rename(chance: random.Random, document: Document) -> None:
    field = some_field(chance, document)
    if field is not None:
        field["label"] = label(f"Renamed {chance.randint(1, 99)}")


def retype(chance: random.Random, document: Document) -> None:
    field = some_field(chance, document)
    if field is not None:
        kept = {name: field[name] for name in ("key", "label")}
        field.clear()
        field.update(kept, **settings(chance))


def retype_rows(chance: random.Random, document: Document) -> None:
    for form in document["forms"]:
        for rows in form["fields"]:
            for field in rows.get("fields", ()):
                kept = {name: field[name] for name in ("key", "label")}
                field.clear()
                field.update(kept, kind=chance.choice(["text", "number", "date", "long_text"]))


def change_options(chance: random.Random, document: Document) -> None:
    for form in document["forms"]:
        for field in form["fields"]:
            if "options" in field:
                field["options"] = [option(key) for key in chance.sample(OPTIONS, chance.randint(1, 4))]


def require(chance: random.Random, document: Document) -> None:
    field = some_field(chance, document)
    if field is not None:
        field["required"] = not field.get("required", False)


def make_unique(chance: random.Random, document: Document) -> None:
    field = some_field(chance, document)
    if field is not None and field["kind"] in {"text", "number"}:
        field["unique"] = not field.get("unique", False)


def move(chance: random.Random, document: Document) -> None:
    form = form_of(chance, document)
    one, two = form["layout"]["sections"]
    for section in (one, two):
        section.setdefault("cells", [])
    placed = {cell["field"] for section in (one, two) for cell in section["cells"]}
    free = [field["key"] for field in form["fields"] if field["key"] not in placed]
    if free:
        chance.choice([one, two])["cells"].append({"field": chance.choice(free)})
    one["cells"], two["cells"] = two["cells"], one["cells"]


EDITS: Final[Sequence[Edit]] = (
    *(add, add, remove, remove_form, rename, retype, retype, retype_rows),
    *(change_options, require, make_unique, move),
)
