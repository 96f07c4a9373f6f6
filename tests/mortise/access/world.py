"""A small company with an application of three forms, all in memory: what brute force looks at, and what is stored."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mortise.definitions.published import PublishedApp, compile_app

Row = Mapping[str, Any]
DELETED = 3
"""One record of so many is in the recycle bin."""

NAME = {"kind": "text", "key": "name", "label": {"en": "Name"}}


def number(key: str, **more: object) -> dict[str, object]:
    return {"kind": "number", "key": key, "label": {"en": key}, "decimals": 0, **more}


def formula(key: str, text: str, **more: object) -> dict[str, object]:
    return {"kind": "formula", "key": key, "label": {"en": key}, "formula": text, "decimals": 0, **more}


def link(key: str, form: str, inverse: str) -> dict[str, object]:
    end = {"key": inverse, "label": {"en": inverse}}
    return {"kind": "link", "key": key, "label": {"en": key}, "form": form, "inverse": end}


def rollup(key: str, source: str, field: str, **more: object) -> dict[str, object]:
    sums = {"source": source, "field": field, "aggregate": "sum", "decimals": 0}
    return {"kind": "rollup", "key": key, "label": {"en": key}, **sums, **more}


def count(key: str, source: str, **more: object) -> dict[str, object]:
    return {"kind": "count", "key": key, "label": {"en": key}, "source": source, **more}


def of(source: str, field: str) -> dict[str, object]:
    return {"source": source, "field": field}


DEFINITION: dict[str, Any] = {
    "key": "club",
    "label": {"en": "Club"},
    "parameters": [{"key": "limit", "label": {"en": "Limit"}, "type": "number", "value": 50}],
    "forms": [
        {
            "key": "account",
            "label": {"en": "Account"},
            "title_field": "name",
            "fields": [
                NAME,
                {"kind": "text", "key": "code", "label": {"en": "Code"}, "unique": True},
                {"kind": "person", "key": "keeper", "label": {"en": "Keeper"}},
                number("secret"),
                formula("twice", "secret * 2"),
                formula("told", "secret * 3", computed_public=True),
                formula("again", "twice + 1"),
                link("main_deal", "deal", "main_of"),
                {
                    "kind": "sub_table",
                    "key": "lines",
                    "label": {"en": "Lines"},
                    "fields": [NAME, number("price"), formula("double", "price * 2")],
                },
                rollup("line_sum", "lines", "price"),
                rollup("deal_sum", "deals", "amount", filter="margin > 5"),
                count("partnered_count", "partnered", filter="margin > 5"),
            ],
        },
        {
            "key": "deal",
            "label": {"en": "Deal"},
            "title_field": "name",
            "fields": [
                NAME,
                {**link("account", "account", "deals"), "filter": "secret > 20"},
                {"kind": "attachment", "key": "papers", "label": {"en": "Papers"}},
                {"kind": "person", "key": "helper", "label": {"en": "Helper"}},
                {"kind": "persons", "key": "crew", "label": {"en": "Crew"}},
                {"kind": "departments", "key": "hosts", "label": {"en": "Hosts"}},
                {**link("partners", "account", "partnered"), "kind": "links"},
                count("partner_count", "partners"),
                {
                    "kind": "lookup",
                    "key": "partner_names",
                    "label": {"en": "Names"},
                    **of("partners", "name"),
                },
                {"kind": "lookup", "key": "account_name", "label": {"en": "Name"}, **of("account", "name")},
                rollup("partner_sum", "partners", "secret"),
                number("amount"),
                number("margin"),
                formula("rest", "amount - margin"),
                formula("behind", "account.secret + amount"),
            ],
        },
        {
            "key": "task",
            "label": {"en": "Task"},
            "title_field": "name",
            "fields": [
                NAME,
                link("deal", "deal", "tasks"),
                number("hours"),
                {**NAME, "key": "note"},
                {"kind": "tag", "key": "labels", "label": {"en": "Labels"}},
                {"kind": "tree_link", "key": "above", "label": {"en": "Above"}, "form": "task"},
                {
                    "kind": "button",
                    "key": "finish",
                    "label": {"en": "Finish"},
                    "visible_when": "hours < 80",
                    "asks": [{"field": "name"}],
                    "sets": [{"field": "note", "value": "name"}, {"field": "hours", "value": "99"}],
                },
            ],
        },
    ],
}

INPUTS: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]] = {
    "account": {
        "title": [("account", "name")],
        "twice": [("account", "secret")],
        "again": [("account", "twice")],
        "lines.double": [("account", "lines.price")],
        "line_sum": [("account", "lines.price")],
        "deal_sum": [("deal", "amount"), ("deal", "margin")],
        "partnered_count": [("deal", "partners"), ("deal", "margin")],
    },
    "deal": {
        "title": [("deal", "name")],
        "rest": [("deal", "amount"), ("deal", "margin")],
        "behind": [("deal", "account"), ("account", "secret"), ("deal", "amount")],
        "partner_count": [("deal", "partners")],
        "partner_names": [("deal", "partners"), ("account", "name")],
        "account_name": [("deal", "account"), ("account", "name")],
        "partner_sum": [("deal", "partners"), ("account", "secret")],
    },
    "task": {"title": [("task", "name")], "finish": [("task", "hours")]},
}
"""What computed fields are made of, written down by hand: (form, field)."""

LINKS = {
    ("account", "main_deal"): "deal",
    ("deal", "account"): "account",
    ("task", "deal"): "deal",
    ("task", "above"): "task",
}
PERSONS = {"account": ("keeper",), "deal": ("helper", "crew"), "task": ()}
NUMBERED = {
    "account": ("secret", "twice", "told", "again", "line_sum", "deal_sum", "partnered_count"),
    "deal": ("margin", "rest", "behind", "partner_count", "partner_sum"),
}
COMPUTED = {
    *("title", "twice", "told", "again", "lines.double", "line_sum", "deal_sum", "rest", "behind"),
    *("partner_count", "partner_names", "account_name", "partner_sum", "partnered_count", "finish"),
}
PRESSED: Mapping[str, Sequence[str]] = {"account": (), "deal": (), "task": ("finish",)}
"""Buttons: what they say is not what a record holds, but whether they can be pressed."""
FIELDS: Mapping[str, Sequence[str]] = {
    form["key"]: [
        key
        for field in form["fields"]
        for key in (field["key"], *(f"{field['key']}.{inner['key']}" for inner in field.get("fields", ())))
    ]
    for form in DEFINITION["forms"]
}


OWN_SHAPES = {"lines", "papers"}
"""Fields whose values are no plain ones: rows and files."""

PLAIN = {
    form: [key for key in keys if "." not in key and key not in OWN_SHAPES] for form, keys in FIELDS.items()
}


def sub_fields(form: str) -> list[str]:
    return [key for key in FIELDS[form] if "." in key]


@dataclass(frozen=True)
class World:
    """Departments (id → parent), their heads, people, memberships, groups, positions, rows by form and id, shares, and
    partners."""

    parents: Mapping[int, int | None]
    heads: Mapping[int, int]
    managers: Mapping[int, int | None]
    mains: Mapping[int, int | None]
    others: Sequence[tuple[int, int]]
    rows: Mapping[str, Mapping[int, Row]]
    groups: Mapping[int, tuple[Sequence[int], Sequence[int]]]
    """People and departments that each names."""
    positions: Mapping[int, Sequence[int]]
    """Who has each: the first in the main department, the others in a further one."""
    shares: Sequence[tuple[str, int, str, int, bool]]
    """Form, record, with what: the kind and its number, and whether it may be changed, too."""
    joins: Sequence[tuple[int, int, int]]
    """Which deal lists, at which place, which account; of those in the recycle bin too."""

    def below(self, departments: Iterator[int] | Sequence[int]) -> set[int]:
        found = set(departments)
        while more := {child for child, parent in self.parents.items() if parent in found} - found:
            found |= more
        return found

    def above(self, departments: Sequence[int] | set[int]) -> set[int]:
        found = set(departments)
        while more := {parent for child, parent in self.parents.items() if child in found and parent} - found:
            found |= more
        return found

    def own(self, person: int) -> set[int]:
        found = {department for member, department in self.others if member == person}
        main = self.mains[person]
        return found | ({main} if main is not None else set())

    def takes_part(self, person: int, kind: str, number: int) -> bool:
        around = self.above(self.own(person))
        match kind:
            case "person":
                return number == person
            case "department":
                return number in around
            case "group":
                people, departments = self.groups[number]
                return person in people or not around.isdisjoint(departments)
        return person in self.positions[number]

    def managed(self, person: int) -> set[int]:
        return self.below([department for department, head in self.heads.items() if head == person])

    def subordinates(self, person: int) -> set[int]:
        found = {other for other, manager in self.managers.items() if manager == person}
        while more := {other for other, manager in self.managers.items() if manager in found} - found:
            found |= more
        return found


Expression = tuple[str, Callable[["World", int, Row], bool]]


def linked(world: World, form: str, number: int | None) -> Row | None:
    row = None if number is None else world.rows[form][number]
    return None if row is None or row["deleted_at"] is not None else row


def account_of(world: World, deal: Row | None) -> Row | None:
    return None if deal is None else linked(world, "account", deal["account"])


def keeps(account: Row | None, me: int) -> bool:
    return account is not None and account["keeper"] == me


def same_or_small(world: World, me: int, row: Row) -> bool:
    same = row["department"] == world.mains[me]
    return same or (row["secret"] is not None and row["secret"] < 20)


EXPRESSIONS: Mapping[str, Sequence[Expression]] = {
    "account": [
        ("secret > PARAM.limit", lambda _, __, row: row["secret"] is not None and row["secret"] > 50),
        ("keeper = ME.id", lambda _, me, row: row["keeper"] == me),
        ("OR(department = ME.department, secret < 20)", same_or_small),
    ],
    "deal": [
        ("account.keeper = ME.id", lambda world, me, row: keeps(account_of(world, row), me)),
        ("NOT(amount > 30)", lambda _, __, row: not (row["amount"] is not None and row["amount"] > 30)),
    ],
    "task": [
        (
            "deal.account.keeper = ME.id",
            lambda world, me, row: keeps(account_of(world, linked(world, "deal", row["deal"])), me),
        ),
        ("hours >= 50", lambda _, __, row: row["hours"] is not None and row["hours"] >= 50),
    ],
}


SHARED_WITH: Sequence[tuple[str, int]] = [
    *(("person", 3), ("person", 5), ("department", 2), ("department", 5)),
    *(("group", 1), ("group", 2), ("group", 3), ("position", 1), ("position", 2)),
]


def make_world(seed: int = 7, size: int = 14) -> World:
    """The same company and rows every time: owners, departments and links in every combination that matters."""
    dice = random.Random(seed)
    parents = {1: None, 2: 1, 3: 2, 4: 2, 5: None}
    managers = {1: None, 2: 1, 3: 2, 4: 2, 5: None, 6: 3}
    mains = {1: 1, 2: 2, 3: 3, 4: 4, 5: None, 6: 3}

    def system(number: int) -> dict[str, Any]:
        return {
            "id": number,
            "owner": dice.choice([1, 2, 3, 4, 5, 6]),
            "created_by": dice.choice([1, 2, 3, 4, 5, 6]),
            "department": dice.choice([None, 1, 2, 3, 4, 5]),
            "deleted_at": None if number % DELETED else datetime(2026, 1, 1, tzinfo=UTC),
            "name": f"name {number}",
            "title": f"name {number}",
        }

    def some(*, blank: bool = False) -> int | None:
        return None if blank and dice.random() < 0.2 else dice.randrange(100)

    rows: dict[str, dict[int, Row]] = {"account": {}, "deal": {}, "task": {}}
    joins: list[tuple[int, int, int]] = []
    for number in range(1, size + 1):
        rows["account"][number] = {
            **system(number),
            "code": f"code {number}",
            "keeper": dice.choice([None, 1, 2, 3, 4, 5, 6]),
            "main_deal": dice.choice([None, *range(1, size + 1)]),
            **{key: some() for key in NUMBERED["account"]},
        }
        listed = dice.sample(range(1, size + 1), dice.randint(0, 3))
        joins += ((number, place, account) for place, account in enumerate(listed))
        rows["deal"][number] = {
            **system(number),
            "account": dice.choice([None, *range(1, size + 1)]),
            "helper": dice.choice([None, 1, 2, 3, 4, 5, 6]),
            **{key: some() for key in NUMBERED["deal"]},
            "crew": dice.sample(range(1, 7), dice.randint(0, 3)) or None,
            "hosts": dice.sample(range(1, 6), dice.randint(0, 2)) or None,
            "partners": [account for account in listed if account % DELETED] or None,
            "partner_names": dice.choice([None, ["name 1", "name 2"], [f"name {number}"]]),
            "account_name": dice.choice([None, f"name {number}", "a longer name"]),
            "amount": some(blank=True),
        }
        rows["task"][number] = {
            **system(number),
            "deal": dice.choice([None, *range(1, size + 1)]),
            "hours": some(blank=True),
            "note": f"note {number}",
            "labels": dice.choice([None, ["red"], ["blue", "red"], [f"label {number}"]]),
            "above": number // 2 or None,
        }
        hours = rows["task"][number]["hours"]
        rows["task"][number] = {**rows["task"][number], "finish": hours is not None and hours < 80}
    shares = [
        (form, number, *someone, number % 2 == 0)
        for form in rows
        for number, someone in zip(dice.sample(range(1, size + 1), size), SHARED_WITH, strict=False)
    ]
    groups: Mapping[int, Any] = {1: ((5, 6), ()), 2: ((), (2,)), 3: ((1,), (5,))}
    positions = {1: (2, 5), 2: (3, 4)}
    heads, others = {1: 1, 2: 2, 5: 4}, [(4, 3), (5, 5)]
    return World(parents, heads, managers, mains, others, rows, groups, positions, shares, joins)


def make_app() -> PublishedApp:
    return compile_app(1, 1, DEFINITION)
